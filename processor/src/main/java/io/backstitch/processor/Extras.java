package io.backstitch.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written of each flow besides its classes, as the options of the compiler say.
 *
 * @param wanted the files
 * @param faults what is wrong with the options
 */
record Extras(Set<Extra> wanted, List<String> faults) {

  static final String GRAPH = "backstitch.graph";
  static final String REPORT = "backstitch.report";

  /** Reads the options. The compiler gives one without a value as null. */
  static Extras of(Map<String, String> options) {
    Set<Extra> wanted = new LinkedHashSet<>();
    List<String> faults = new ArrayList<>();
    for (String option : List.of(GRAPH, REPORT)) {
      if (options.containsKey(option)) {
        read(option, options.get(option), wanted, faults);
      }
    }
    return new Extras(wanted, faults);
  }

  private static void read(
      String option, @Nullable String values, Set<Extra> wanted, List<String> faults) {
    for (String value : values == null ? List.of("") : List.of(values.split(",", -1))) {
      Arrays.stream(Extra.values())
          .filter(extra -> extra.option().equals(option) && extra.value().equals(value.strip()))
          .findFirst()
          .ifPresentOrElse(wanted::add, () -> faults.add(fault(option, value.strip())));
    }
  }

  private static String fault(String option, String value) {
    List<String> allowed =
        Arrays.stream(Extra.values())
            .filter(extra -> extra.option().equals(option))
            .map(Extra::value)
            .toList();
    return "The option -A"
        + option
        + (value.isEmpty()
            ? " lacks a value"
            : " has the value '" + value + "', which it does not know")
        + ". Write "
        + allowed.stream()
            .map(each -> "-A" + option + "=" + each)
            .collect(Collectors.joining(" or "))
        + (allowed.size() > 1 ? ", or both: -A" + option + "=" + String.join(",", allowed) : "");
  }
}
