package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Classes that still mention something missing when nobody is going to write it. Mostly the
 * compiler says so; here is said what the compiler would not notice.
 */
final class Leftovers {

  /**
   * A class that cannot be processed.
   *
   * @param type the class
   * @param missing what it mentions
   */
  record Leftover(TypeElement type, List<Unfinished.Mention> missing) {}

  private final List<Leftover> all;
  private final Sources sources;
  private final Set<String> generated;

  Leftovers(List<Leftover> all, Sources sources) {
    this.all = all;
    this.sources = sources;
    this.generated =
        all.stream()
            .flatMap(left -> Stream.of("Atoms", "Flow").map(suffix -> generated(left, suffix)))
            .collect(Collectors.toSet());
  }

  private static String generated(Leftover leftover, String suffix) {
    return String.join("_", ClassName.get(leftover.type()).simpleNames()) + suffix;
  }

  /** Tells what is wrong. */
  void tell(Messages messages) {
    for (Leftover leftover : all) {
      for (Unfinished.Mention mention : leftover.missing()) {
        if (!sources.contain(mention.element())) {
          tell(
              messages,
              leftover,
              Kind.NOT_ACCESSIBLE,
              mention.element(),
              "Type "
                  + mention.name()
                  + " is in no class file that the compiler can find, so generated code cannot use"
                  + " it. Add what contains it to the class path");
          break;
        }
      }
    }
    if (all.stream().allMatch(this::waitsForGenerated)) {
      for (Leftover leftover : all) {
        Unfinished.Mention mention = leftover.missing().get(0);
        tell(
            messages,
            leftover,
            Kind.CYCLE,
            mention.element(),
            mention.name()
                + " is generated from a class that must wait for "
                + leftover.type().getSimpleName()
                + ", which waits for it here, so neither could ever be generated. Take it out, or"
                + " write a supertype, such as FlowDefinition");
      }
    }
  }

  /** Then the compiler would find the class in the end, and no fault with it. */
  private boolean waitsForGenerated(Leftover leftover) {
    return leftover.missing().stream()
        .allMatch(
            mention ->
                sources.contain(mention.element())
                    && generated.contains(mention.name().replaceFirst("<.*|\\..*", "")));
  }

  private static void tell(
      Messages messages, Leftover leftover, Kind kind, Element element, String text) {
    Locator locator = new Locator(leftover.type());
    locator.tell(Report.error(kind, locator.at(element), text), messages);
  }
}
