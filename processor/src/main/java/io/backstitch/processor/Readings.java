package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads and checks each class of a round once, be it for itself or for a class that nests it. */
final class Readings {

  private final ProcessingEnvironment environment;
  private final Sources sources;
  private final JavaLang javaLang;
  private final Map<TypeElement, Reading> done = new HashMap<>();
  private final Set<TypeElement> open = new HashSet<>();

  Readings(ProcessingEnvironment environment, Sources sources) {
    this.environment = environment;
    this.sources = sources;
    this.javaLang = new JavaLang(environment.getElementUtils(), sources);
  }

  /** The class, or null while it is being read: then it nests itself. */
  @Nullable Reading of(TypeElement type) {
    return of(type, true);
  }

  /** The same of a class that mentions what is missing, with which checks would find fault. */
  @Nullable Reading unchecked(TypeElement type) {
    return of(type, false);
  }

  /** What is wrong with such a class for certain, whatever the missing types turn out to be. */
  List<Report> certain(Reading unchecked) {
    FlowModel sound = unchecked.flow().withoutBroken();
    FlowView view = new FlowView(sound, new Wiring(sound), unchecked.types(), sources);
    return Checks.certain(view);
  }

  private @Nullable Reading of(TypeElement type, boolean check) {
    Reading known = done.get(type);
    if (known != null || !open.add(type)) {
      return known;
    }
    try {
      Reading reading = read(type, check);
      done.put(type, reading);
      return reading;
    } finally {
      open.remove(type);
    }
  }

  private Reading read(TypeElement type, boolean check) {
    Locator locator = new Locator(type);
    FlowReader reader = reader(type, locator);
    // What is checked has lost nothing.
    boolean lost = !check && new LostAnnotations(environment).isFlow(type);
    FlowModel flow = reader.read(lost);
    List<Report> reports = new ArrayList<>(reader.reports());
    Wiring wiring = new Wiring(flow);
    if (check) {
      FlowModel sound = flow.withoutBroken();
      Wiring of = sound.equals(flow) ? wiring : new Wiring(sound);
      Checks.run(new FlowView(sound, of, reader.typeReader(), sources), reports);
    }
    return new Reading(type, locator, flow, wiring, reader.typeReader(), reports, check);
  }

  private FlowReader reader(TypeElement type, Locator locator) {
    return new FlowReader(
        type,
        environment.getTypeUtils(),
        environment.getElementUtils(),
        javaLang,
        sources,
        locator,
        new Contracts(environment, sources, this));
  }
}
