package io.backstitch.processor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which member takes which symbol from which: what data and {@code after} say about the order. */
final class Wiring {

  /**
   * A member that provides a symbol.
   *
   * @param index the position of the member
   * @param member the member
   * @param provided the symbol
   */
  record Source(int index, Member member, ProvidedModel provided) {}

  private final FlowModel flow;
  private final List<Member> members;
  private final Map<String, List<Source>> sources = new LinkedHashMap<>();
  private final Map<String, InputModel> inputs;
  private final Map<String, Integer> indexOfName = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Digraph order;

  Wiring(FlowModel flow) {
    this.flow = flow;
    this.members = flow.members();
    this.order = new Digraph(members.size());
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      indexOfName.putIfAbsent(member.name(), i);
      for (ProvidedModel provided : member.provided()) {
        sources
            .computeIfAbsent(provided.symbol(), s -> new ArrayList<>())
            .add(new Source(i, member, provided));
      }
    }
    this.inputs = InputModel.of(flow, sources.keySet());
    switch (flow.order()) {
      case LINEAR -> {
        for (int i = 1; i < members.size(); i++) {
          order.link(i - 1, i);
        }
      }
      case GRAPH -> orderByData();
      case UNORDERED ->
          sources.forEach(
              (symbol, all) -> {
                if (all.size() > 1) {
                  open.add(symbol);
                }
              });
    }
  }

  /** The inputs by name, in order of first appearance. */
  Map<String, InputModel> inputs() {
    return inputs;
  }

  /** The providers of each symbol, in source order, or in their order where they have one. */
  Map<String, List<Source>> sources() {
    return sources;
  }

  List<Source> sourcesOf(String symbol) {
    return sources.getOrDefault(symbol, List.of());
  }

  /** The symbols of several providers whose order cannot be told, so that none is the nearest. */
  Set<String> open() {
    return open;
  }

  /** The open symbols that are so on their own account, and not because of another one. */
  Set<String> ambiguous() {
    Set<String> ambiguous = new LinkedHashSet<>(open);
    ambiguous.removeIf(symbol -> firstUnordered(symbol, orderByOthers(symbol)) == null);
    return ambiguous.isEmpty() && order.loops().isEmpty() ? open : ambiguous;
  }

  /** The order as it could be if the other open symbols were clear. */
  private Digraph orderByOthers(String symbol) {
    Digraph lenient = order.copy();
    for (String other : open) {
      if (!other.equals(symbol)) {
        sourcesOf(other).forEach(source -> linkConsumers(other, source, lenient));
      }
    }
    return lenient;
  }

  /** Of the providers of a symbol, the first two that nothing orders, or null. */
  @Nullable Unordered firstUnordered(String symbol) {
    return firstUnordered(symbol, order);
  }

  private @Nullable Unordered firstUnordered(String symbol, Digraph order) {
    List<Source> all = sourcesOf(symbol);
    for (int i = 1; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        int one = all.get(j).index();
        int other = all.get(i).index();
        if (one != other && !order.isBefore(one, other) && !order.isBefore(other, one)) {
          return new Unordered(all.get(j), all.get(i));
        }
      }
    }
    return null;
  }

  /**
   * Two providers of one symbol, either of which could run first.
   *
   * @param one the one that comes first in the source
   * @param other the other
   */
  record Unordered(Source one, Source other) {}

  /** The members of each loop. */
  List<List<Member>> loops() {
    return order.loops().stream().map(loop -> loop.stream().map(members::get).toList()).toList();
  }

  boolean isMember(String name) {
    return indexOfName.containsKey(name);
  }

  /** Where a member takes a symbol from: the nearest provider before it, or null. */
  @Nullable Source sourceOf(Member consumer, String symbol) {
    int index = members.indexOf(consumer);
    List<Source> usable = sourcesOf(symbol).stream().filter(s -> isUsable(s, index)).toList();
    // What is before it anyway is nearer than what would have to be put there.
    List<Source> before = usable.stream().filter(s -> order.isBefore(s.index(), index)).toList();
    List<Source> nearest = before.isEmpty() ? usable : before;
    return nearest.isEmpty() ? null : nearest.get(nearest.size() - 1);
  }

  /** Whether a member could take a symbol from this source, were it to ask for it. */
  boolean isUsable(Source source, Member consumer) {
    int index = members.indexOf(consumer);
    return isUsable(source, index) && !order.isBefore(index, source.index());
  }

  private boolean isUsable(Source source, int consumer) {
    return switch (flow.order()) {
      case LINEAR -> source.index() < consumer;
      case UNORDERED -> false;
      case GRAPH ->
          source.index() != consumer
              && (sourcesOf(source.provided().symbol()).size() == 1
                  || !order.isBefore(consumer, source.index()));
    };
  }

  /** Who provides a symbol before a member, the nearest first: for what undoes it, or decides. */
  List<Source> sourcesBefore(Member member, String symbol) {
    int index = members.indexOf(member);
    List<Source> found = new ArrayList<>();
    for (Source source : sourcesOf(symbol)) {
      if (order.isBefore(source.index(), index)) {
        found.add(0, source);
      }
    }
    return found;
  }

  /**
   * Where a member takes a symbol from, the nearest first, and from the others if that is skipped.
   */
  List<Source> sourcesOf(Member consumer, String symbol) {
    Source nearest = sourceOf(consumer, symbol);
    List<Source> before = sourcesBefore(consumer, symbol);
    return nearest == null ? List.of() : before.contains(nearest) ? before : List.of(nearest);
  }

  /** The providers of a symbol, the last first: from these the outcome is taken. */
  List<Source> sourcesOfOutcome(String symbol) {
    List<Source> sources = new ArrayList<>(sourcesOf(symbol));
    Collections.reverse(sources);
    return sources;
  }

  /** Whether one member is linked to another, by positions. */
  boolean isDirectlyBefore(int from, int to) {
    return order.isLinked(from, to);
  }

  /** Whether one member always ends before another starts, by positions. */
  boolean isBefore(int from, int to) {
    return order.isBefore(from, to);
  }

  /**
   * Links that the runtime does not draw by itself: {@code after}, optional parameters, and those
   * from one of several providers, which the runtime would have to find out in the right order.
   */
  Set<Link> links() {
    Set<Link> links = new LinkedHashSet<>();
    if (flow.order() != FlowModel.Order.GRAPH) {
      return links;
    }
    for (Member member : members) {
      member.after().forEach(after -> links.add(new Link(after.name(), member.name())));
      for (ParameterModel parameter : flow.requirements(member)) {
        Source source = sourceOf(member, parameter.symbol());
        if (source != null && (parameter.optional() || sourcesOf(parameter.symbol()).size() > 1)) {
          links.add(new Link(source.member().name(), member.name()));
        }
      }
    }
    return links;
  }

  /**
   * An order between two members.
   *
   * @param from the name of the one that comes first
   * @param to the name of the one that comes after it
   */
  record Link(String from, String to) {}

  private void orderByData() {
    for (int i = 0; i < members.size(); i++) {
      for (TaskModel.Name after : members.get(i).after()) {
        Integer from = indexOfName.get(after.name());
        if (from != null) {
          order.link(from, i);
        }
      }
    }
    sources.forEach(
        (symbol, all) -> {
          if (all.size() > 1) {
            open.add(symbol);
          } else {
            linkConsumers(symbol, all.get(0), order);
          }
        });
    // A symbol of several providers may be what orders those of another.
    boolean changed = true;
    while (changed) {
      changed = open.removeIf(this::resolve);
    }
  }

  private void linkConsumers(String symbol, Source source, Digraph order) {
    if (inputs.containsKey(symbol)) {
      return; // It is not clear which of the two is meant, which is reported.
    }
    for (int i = 0; i < members.size(); i++) {
      if (takes(members.get(i), symbol)) {
        order.link(source.index(), i);
      }
    }
  }

  private boolean resolve(String symbol) {
    List<Source> all = sourcesOf(symbol);
    for (Source one : all) {
      for (Source other : all) {
        if (!one.equals(other)
            && order.isBefore(one.index(), other.index())
                == order.isBefore(other.index(), one.index())) {
          return false;
        }
      }
    }
    all.sort((a, b) -> order.isBefore(a.index(), b.index()) ? -1 : a.equals(b) ? 0 : 1);
    Map<Integer, Integer> links = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      Source source = takes(member, symbol) ? sourceOf(member, symbol) : null;
      if (source != null) {
        links.put(i, source.index());
      }
    }
    links.forEach((to, from) -> order.link(from, to));
    return true;
  }

  /** Whether a member that takes a symbol comes after another for that reason. */
  boolean follows(Member from, Member to, String symbol) {
    List<Source> all = sourcesOf(symbol);
    Source source = all.size() == 1 ? all.get(0) : sourceOf(to, symbol);
    return source != null
        && source.member().equals(from)
        && !open.contains(symbol)
        && !inputs.containsKey(symbol);
  }

  private boolean takes(Member member, String symbol) {
    return flow.requirements(member).stream()
        .anyMatch(p -> p.role() == Role.SYMBOL && p.symbol().equals(symbol));
  }
}
