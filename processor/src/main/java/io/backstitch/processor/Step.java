package io.backstitch.processor;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Takes one class through all stages: read, check, plan, write. */
final class Step {

  private final ProcessingEnvironment environment;
  private final Sources sources;
  private final Messages messages;
  private final Set<String> written;
  private final Readings readings;
  private final ExtraWriter extras;

  /**
   * Makes the stages for one round.
   *
   * @param written gets the names of all classes that are written
   */
  Step(
      ProcessingEnvironment environment,
      Extras extras,
      Sources sources,
      Messages messages,
      Set<String> written) {
    this.written = written;
    this.environment = environment;
    this.sources = sources;
    this.messages = messages;
    this.readings = new Readings(environment, sources);
    this.extras = new ExtraWriter(environment, extras);
  }

  /** Processes a class, or returns what it mentions that is not there yet. */
  List<Unfinished.Mention> process(TypeElement type) {
    try {
      List<Unfinished.Mention> missing = Unfinished.in(type, environment, sources);
      if (missing.isEmpty()) {
        run(type);
      } else if (missing.stream().allMatch(Unfinished.Mention::bySignature)) {
        tellWhatIsCertain(type);
      }
      return missing;
    } catch (RuntimeException e) {
      // One class that we cannot cope with must not hide what is wrong with the others.
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.ERROR,
              "["
                  + Kind.INTERNAL_ERROR.tag()
                  + "] The processor cannot cope with this class. That is a mistake of the"
                  + " processor, not of the class; please report it, with this:\n"
                  + trace,
              type);
      return List.of();
    }
  }

  /**
   * Writes what others may mention of a class that mentions what is missing.
   *
   * @param wanted which classes to write, by their simple names
   */
  void giveUp(TypeElement type, Predicate<String> wanted) {
    Reading reading = Objects.requireNonNull(readings.unchecked(type));
    if (reading.flow().isGenerated()) {
      write(type, FlowPlan.of(reading.flow(), reading.wiring(), true), reading.locator(), wanted);
    }
  }

  /** Errors that would only show when the compiler has found all types, after another try. */
  private void tellWhatIsCertain(TypeElement type) {
    Reading reading = Objects.requireNonNull(readings.unchecked(type));
    readings.certain(reading).forEach(report -> reading.locator().tell(report, messages));
  }

  private void run(TypeElement type) {
    Reading reading = Objects.requireNonNull(readings.of(type));
    Locator locator = reading.locator();
    reading.reports().forEach(report -> locator.tell(report, messages));
    if (reading.flow().isGenerated()) {
      FlowPlan plan = FlowPlan.of(reading.flow(), reading.wiring(), reading.isBroken());
      if (write(type, plan, locator, name -> true) && !plan.skeleton()) {
        extras.write(type, plan, reading.wiring());
      }
    }
  }

  /** Returns whether all classes are written. */
  private boolean write(
      TypeElement type, FlowPlan plan, Locator locator, Predicate<String> wanted) {
    List<TypeSpec> specs =
        plan.flow().flow() == null
            ? List.of(AtomsWriter.write(plan))
            : List.of(AtomsWriter.write(plan), new FlowWriter(plan).write());
    for (TypeSpec spec : specs) {
      String name =
          Stream.of(plan.flow().source().packageName(), spec.name())
              .filter(s -> !s.isEmpty())
              .reduce((a, b) -> a + "." + b)
              .orElseThrow();
      // What the sources contain is reported as a DuplicateName.
      if (sources.contain(name) || !wanted.test(spec.name())) {
        continue;
      }
      TypeSpec complete = spec.toBuilder().addOriginatingElement(type).build();
      JavaFile file = FileWriter.file(plan.flow().source().packageName(), complete, plan);
      try {
        file.writeTo(environment.getFiler());
        written.add(name);
      } catch (FilerException e) {
        locator.tell(
            Report.error(
                Kind.DUPLICATE_NAME,
                plan.flow().at(),
                "Another class is called "
                    + name
                    + " already, so the generated one cannot be. Rename "
                    + plan.flow().simpleName()),
            messages);
        return false;
      } catch (IOException e) {
        environment
            .getMessager()
            .printMessage(Diagnostic.Kind.ERROR, "Cannot write " + name + ": " + e, type);
        return false;
      }
    }
    return true;
  }
}
