package io.backstitch.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One member of a flow that waits for another, and why; by positions.
 *
 * @param from the one that comes first
 * @param to the one that waits for it
 * @param symbols what the second takes from the first
 * @param after whether {@code after} says so
 * @param sequence whether the flow is linear, and says so by its source
 */
record MemberLink(int from, int to, List<String> symbols, boolean after, boolean sequence) {

  /** All links of a flow without mistakes, those to one member together. */
  static List<MemberLink> of(FlowModel flow, Wiring wiring) {
    List<MemberLink> links = new ArrayList<>();
    for (int to = 0; to < flow.members().size(); to++) {
      Map<Integer, Set<String>> symbols = symbols(flow, wiring, to);
      switch (flow.order()) {
        case GRAPH -> links.addAll(inGraph(flow.members(), to, symbols));
        case LINEAR -> {
          if (to > 0) {
            Set<String> taken = symbols.getOrDefault(to - 1, Set.of());
            links.add(new MemberLink(to - 1, to, List.copyOf(taken), false, true));
          }
        }
        case UNORDERED -> {
          // Nothing waits for anything.
        }
      }
    }
    return links;
  }

  /** What a member takes, by the positions of those who provide it. */
  private static Map<Integer, Set<String>> symbols(FlowModel flow, Wiring wiring, int to) {
    Map<Integer, Set<String>> symbols = new TreeMap<>();
    Member member = flow.members().get(to);
    for (ParameterModel parameter : flow.requirements(member)) {
      Wiring.Source source =
          parameter.role() == Role.SYMBOL ? wiring.sourceOf(member, parameter.symbol()) : null;
      if (source != null) {
        symbols
            .computeIfAbsent(source.index(), from -> new LinkedHashSet<>())
            .add(parameter.symbol());
      }
    }
    return symbols;
  }

  private static List<MemberLink> inGraph(
      List<Member> members, int to, Map<Integer, Set<String>> symbols) {
    Set<String> after = new LinkedHashSet<>();
    members.get(to).after().forEach(name -> after.add(name.name()));
    List<MemberLink> links = new ArrayList<>();
    for (int from = 0; from < members.size(); from++) {
      Set<String> taken = symbols.getOrDefault(from, Set.of());
      boolean named = after.contains(members.get(from).name());
      if (named || !taken.isEmpty()) {
        links.add(new MemberLink(from, to, List.copyOf(taken), named, false));
      }
    }
    return links;
  }
}
