package io.backstitch.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.InvalidFlowException;
import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.flow.AtomBuilder;
import io.backstitch.flow.FlowElement;
import io.backstitch.flow.GraphFlow;
import io.backstitch.flow.GraphFlow.Resolve;
import io.backstitch.flow.LinearFlow;
import io.backstitch.flow.Part;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.ValueType;
import io.backstitch.graph.FlowGraph.Link;
import io.backstitch.retry.Retries;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Graph flows that are linked strictly, made up at random, against rules that are written down here
 * once more, as plainly as can be and at any cost.
 */
class StrictLinksTest {

  private static final List<String> SYMBOLS = List.of("p", "q", "r", "s");

  /** An element of the flow: an atom, or a line of two atoms. */
  private record Element(
      String name,
      Set<String> requires,
      Set<String> provides,
      Set<Resolve> resolve,
      boolean isLine) {

    FlowElement make() {
      if (!isLine) {
        return providing(requiring(Atom.named(name))).build();
      }
      return LinearFlow.named(name)
          .add(requiring(Atom.named(first())).build())
          .add(providing(Atom.named(last())).build());
    }

    private AtomBuilder requiring(AtomBuilder atom) {
      requires.forEach(symbol -> atom.requires(symbol(symbol)));
      return atom.executes(in -> null);
    }

    private AtomBuilder providing(AtomBuilder atom) {
      List<Part<Map<String, Object>>> parts = new ArrayList<>();
      provides.forEach(symbol -> parts.add(Part.of(symbol(symbol), all -> all.get(symbol))));
      return parts.isEmpty()
          ? atom.executes(in -> null)
          : atom.providesParts(
                  MAP, (result, i) -> result, parts.stream().map(Part::provision).toList())
              .executes(in -> null);
    }

    String first() {
      return isLine ? name + "-1" : name;
    }

    String last() {
      return isLine ? name + "-2" : name;
    }
  }

  private static final ValueType<Object> MAP = ValueType.of(Object.class);

  private static Symbol<Object> symbol(String name) {
    return Symbol.of(name, Object.class);
  }

  /** A flow made up from a number. */
  private static final class Made {

    final List<Element> elements;
    final Set<Link> byHand = new HashSet<>();
    final Set<String> ofRetry = new TreeSet<>();

    Made(Element... elements) {
      this.elements = List.of(elements);
    }

    Made(long seed) {
      this.elements = new ArrayList<>();
      Random random = new Random(seed);
      int size = random.nextInt(9);
      // Few providers of each symbol make many flows that work, and many make some that do not.
      int providers = 2 + random.nextInt(5);
      Set<Resolve> resolve = EnumSet.allOf(Resolve.class);
      for (int i = 0; i < size; i++) {
        if (random.nextInt(3) == 0) {
          resolve = EnumSet.noneOf(Resolve.class);
          for (Resolve each : Resolve.values()) {
            if (random.nextInt(3) > 0) {
              resolve.add(each);
            }
          }
        }
        elements.add(
            new Element(
                "e" + i,
                some(() -> random.nextInt(3) == 0),
                some(() -> random.nextInt(2 * providers) == 0),
                resolve,
                random.nextInt(4) == 0));
        if (i > 0 && random.nextInt(6) == 0) {
          byHand.add(new Link("e" + random.nextInt(i), "e" + i));
        }
      }
      if (random.nextInt(4) == 0) {
        ofRetry.add("s");
      }
    }

    private static Set<String> some(BooleanSupplier isTaken) {
      Set<String> some = new TreeSet<>(SYMBOLS);
      some.removeIf(symbol -> !isTaken.getAsBoolean());
      return some;
    }

    GraphFlow flow() {
      GraphFlow flow = GraphFlow.named("f").strict();
      for (Element element : elements) {
        flow = flow.add(element.make(), element.resolve());
      }
      for (Link link : byHand) {
        flow = flow.link(link.from(), link.to());
      }
      return ofRetry.isEmpty() ? flow : flow.retry(Retries.times(1).provides(symbol("s")));
    }
  }

  /** The rules. Links are between the names of elements. */
  private static final class Rules {

    private final Made made;
    private final Set<Link> links = new HashSet<>();
    private final List<Element> added = new ArrayList<>();

    Rules(Made made) {
      this.made = made;
    }

    /** The links, or what is wrong with the flow. */
    Object apply() {
      List<Element> left = new ArrayList<>(made.elements);
      while (!left.isEmpty()) {
        List<Element> together = new ArrayList<>();
        do {
          together.add(left.remove(0));
        } while (!left.isEmpty() && left.get(0).resolve().equals(together.get(0).resolve()));
        if (!add(together)) {
          return Kind.AMBIGUOUS_PROVIDER;
        }
      }
      links.addAll(made.byHand);
      return added.stream().anyMatch(each -> before(each).contains(each)) ? Kind.CYCLE : links;
    }

    /** Adds what is added together; false if it is not clear who provides something. */
    private boolean add(List<Element> together) {
      Map<String, List<Element>> waiting = new LinkedHashMap<>();
      SYMBOLS.forEach(symbol -> waiting.put(symbol, new ArrayList<>()));
      for (Element each : added) {
        missing(each).forEach(symbol -> waiting.get(symbol).add(each));
      }
      for (Element each : together) {
        if (each.resolve().contains(Resolve.REQUIRED)) {
          for (String symbol : missing(each)) {
            List<Element> providers =
                added.stream().filter(other -> other.provides().contains(symbol)).toList();
            if (providers.size() > 1) {
              return false;
            } else if (providers.isEmpty()) {
              waiting.get(symbol).add(each);
            } else {
              link(providers.get(0), each);
            }
          }
        }
        added.add(each);
        if (each.resolve().contains(Resolve.EXISTING)) {
          for (String symbol : each.provides()) {
            waiting.get(symbol).stream()
                .filter(other -> !other.equals(each))
                .forEach(other -> link(each, other));
            waiting.get(symbol).removeIf(other -> !other.equals(each));
          }
        }
      }
      return true;
    }

    private void link(Element from, Element to) {
      links.add(new Link(from.name(), to.name()));
    }

    /** What an element requires, and nothing before it provides. */
    private Set<String> missing(Element element) {
      Set<String> missing = new TreeSet<>(element.requires());
      missing.removeAll(made.ofRetry);
      for (Element each : before(element)) {
        if (!each.equals(element)) {
          missing.removeAll(each.provides());
        }
      }
      return missing;
    }

    /** All from which links lead to an element. */
    private Set<Element> before(Element element) {
      Set<Element> before = new HashSet<>();
      int size;
      do {
        size = before.size();
        for (Element each : added) {
          for (Link link : links) {
            boolean leads =
                link.to().equals(element.name())
                    || before.stream().anyMatch(other -> other.name().equals(link.to()));
            if (leads && link.from().equals(each.name())) {
              before.add(each);
            }
          }
        }
      } while (before.size() > size);
      return before;
    }
  }

  /** The links between elements, or what is wrong with the flow. */
  private static Object compile(Made made) {
    try {
      Set<Link> found = new HashSet<>();
      List<Link> links = CompiledFlow.compile("f", made.flow()).asGraph().links();
      for (Element from : made.elements) {
        for (Element to : made.elements) {
          if (links.contains(new Link(from.last(), to.first()))) {
            found.add(new Link(from.name(), to.name()));
          }
        }
      }
      long inside = made.elements.stream().filter(Element::isLine).count();
      long all = links.stream().filter(link -> !link.from().equals("f_retry")).count();
      assertThat(all).as("%s", links).isEqualTo(found.size() + inside);
      return found;
    } catch (InvalidFlowException e) {
      return e.kind();
    }
  }

  @Property(tries = 2_000)
  void strictLinksAreThoseOfTheRules(@ForAll long seed) {
    Made made = new Made(seed);
    assertThat(compile(made))
        .as("%s, by hand %s, of the retry controller %s", made.elements, made.byHand, made.ofRetry)
        .isEqualTo(new Rules(made).apply());
  }

  /** So rare among those made up that it is made by hand. */
  @Test
  void whatHasGotItsSymbolByAnotherWayWaitsNoMore() {
    Set<Resolve> all = EnumSet.allOf(Resolve.class);
    Made made =
        new Made(
            new Element("consumer", Set.of("p", "q"), Set.of(), all, false),
            new Element("first", Set.of(), Set.of("p", "r"), Set.of(Resolve.REQUIRED), false),
            new Element("between", Set.of("r"), Set.of("q"), all, false),
            new Element("late", Set.of(), Set.of("p"), Set.of(Resolve.EXISTING), false));
    assertThat(compile(made))
        .isEqualTo(Set.of(new Link("first", "between"), new Link("between", "consumer")))
        .isEqualTo(new Rules(made).apply());
  }

  /** Otherwise the comparison would show less than it seems to. */
  @Test
  void whatIsMadeUpIsOfAllKinds() {
    Map<Object, Integer> kinds = new LinkedHashMap<>();
    for (long seed = 0; seed < 1_000; seed++) {
      Object result = new Rules(new Made(seed)).apply();
      kinds.merge(result instanceof Set<?> links ? links.size() > 2 : result, 1, Integer::sum);
    }
    assertThat(kinds)
        .containsOnlyKeys(true, false, Kind.CYCLE, Kind.AMBIGUOUS_PROVIDER)
        .allSatisfy((kind, count) -> assertThat(count).isGreaterThan(50));
  }
}
