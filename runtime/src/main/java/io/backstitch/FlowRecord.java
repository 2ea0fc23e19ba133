package io.backstitch;

import io.backstitch.flow.Atom;
import io.backstitch.flow.Requirement;
import io.backstitch.graph.CompiledFlow;
import io.backstitch.graph.Slots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a flow is made, as far as a run of it that is found in the storage depends on that: it is
 * stored with the run, and compared with the flow as it is then. Immutable.
 */
final class FlowRecord {

  /**
   * What is recorded of an atom.
   *
   * @param name its name
   * @param version its version
   * @param isController whether it is a retry controller
   * @param provides the symbols that it provides, in order
   * @param takes by parameter, of its method or its revert, where that comes from: the nearest
   *     first, where it depends on what was skipped
   */
  record Part(
      String name,
      String version,
      boolean isController,
      List<String> provides,
      Map<String, Set<Source>> takes) {}

  /**
   * Where an argument comes from.
   *
   * @param atom the atom that provides it, or null if it is an input
   * @param symbol the symbol there
   */
  record Source(@Nullable String atom, String symbol) {

    @Override
    public String toString() {
      return atom == null ? "input '" + symbol + "'" : "'" + symbol + "' of '" + atom + "'";
    }
  }

  private final List<@Nullable Part> parts;
  private final List<int[]> before;
  private final Map<String, Integer> nodes = new HashMap<>();

  /**
   * Puts a record together.
   *
   * @param parts by node, its atom, or null if it is the begin or end of a nested flow
   * @param before by node, the nodes directly before it
   */
  FlowRecord(List<@Nullable Part> parts, List<int[]> before) {
    this.parts = parts;
    this.before = before;
    for (int node = 0; node < parts.size(); node++) {
      Part part = parts.get(node);
      if (part != null) {
        nodes.put(part.name(), node);
      }
    }
  }

  /** Records a flow. */
  static FlowRecord of(CompiledFlow flow) {
    List<@Nullable Part> parts = new ArrayList<>();
    List<int[]> before = new ArrayList<>();
    for (int node = 0; node < flow.size(); node++) {
      Atom atom = flow.atom(node);
      parts.add(atom == null ? null : part(flow, node, atom));
      int at = node;
      before.add(
          IntStream.range(0, flow.countBefore(node))
              .map(i -> flow.before(at, i))
              .sorted()
              .toArray());
    }
    return new FlowRecord(parts, before);
  }

  private static Part part(CompiledFlow flow, int node, Atom atom) {
    Map<String, Set<Source>> takes = new LinkedHashMap<>();
    for (boolean isRevert : new boolean[] {false, true}) {
      List<Requirement> required = flow.slots().requirements(node, isRevert);
      for (int i = 0; i < required.size(); i++) {
        int slot = isRevert ? flow.slots().revertArgument(node, i) : flow.slots().argument(node, i);
        String parameter = required.get(i).symbol().name();
        sources(flow, slot)
            .forEach(
                source ->
                    takes.computeIfAbsent(parameter, name -> new LinkedHashSet<>()).add(source));
      }
    }
    return new Part(
        atom.name(),
        atom.version(),
        atom.controller() != null,
        atom.provisions().stream().map(provision -> provision.symbol().name()).toList(),
        takes);
  }

  private static List<Source> sources(CompiledFlow flow, int slot) {
    Slots slots = flow.slots();
    List<Source> sources = new ArrayList<>();
    int at = slot;
    while (at != CompiledFlow.ABSENT) {
      int nearest = at < CompiledFlow.ABSENT ? slots.nearestOf(at) : at;
      if (!slots.injected().containsKey(nearest)) {
        Atom provider = nearest < slots.input(0) ? flow.atom(slots.providerOf(nearest)) : null;
        sources.add(
            new Source(
                provider == null ? null : provider.name(),
                slots.provision(nearest).symbol().name()));
      }
      at = at < CompiledFlow.ABSENT ? slots.fartherThan(at) : CompiledFlow.ABSENT;
    }
    return sources;
  }

  /** How many nodes there are. */
  int size() {
    return parts.size();
  }

  /** The atom of a node, or null if it is the begin or end of a nested flow. */
  @Nullable Part part(int node) {
    return parts.get(node);
  }

  /** The atom of a node that is one. */
  Part atom(int node) {
    return Objects.requireNonNull(parts.get(node));
  }

  /** The node of an atom, or -1 if there is none of that name. */
  int node(String atom) {
    return nodes.getOrDefault(atom, -1);
  }

  /** The nodes directly before a node; not to be changed. */
  int[] before(int node) {
    return before.get(node);
  }

  /** All nodes, each after those before it. */
  int[] inOrder() {
    List<List<Integer>> after = after();
    int[] waitingFor = before.stream().mapToInt(each -> each.length).toArray();
    int[] ordered = new int[size()];
    int count = 0;
    for (int node = 0; node < size(); node++) {
      if (waitingFor[node] == 0) {
        ordered[count++] = node;
      }
    }
    for (int done = 0; done < count; done++) {
      for (int next : after.get(ordered[done])) {
        if (--waitingFor[next] == 0) {
          ordered[count++] = next;
        }
      }
    }
    return Arrays.copyOf(ordered, count);
  }

  private List<List<Integer>> after() {
    List<List<Integer>> after = new ArrayList<>();
    before.forEach(each -> after.add(new ArrayList<>()));
    for (int node = 0; node < size(); node++) {
      for (int each : before.get(node)) {
        after.get(each).add(node);
      }
    }
    return after;
  }

  /** The names of all atoms before a node, directly or not. */
  Set<String> allBefore(int node) {
    boolean[] found = new boolean[size()];
    List<Integer> queue = new ArrayList<>(List.of(node));
    Set<String> names = new LinkedHashSet<>();
    for (int done = 0; done < queue.size(); done++) {
      for (int each : before.get(queue.get(done))) {
        if (!found[each]) {
          found[each] = true;
          queue.add(each);
          Part part = parts.get(each);
          if (part != null) {
            names.add(part.name());
          }
        }
      }
    }
    return names;
  }
}
