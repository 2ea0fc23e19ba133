package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Plans the components of the records of a flow. */
final class Values {

  /** How many slots a constructor has for its parameters; those of two words need two. */
  static final int MOST_SLOTS = 254;

  private final Wiring wiring;
  private final IdentityHashMap<Member, AtomPlan> atoms = new IdentityHashMap<>();
  private final FlowNames names;
  private final Skips skips;
  private final boolean skeleton;

  /** Of a skeleton, whose class has errors, the records are as near to what is meant as can be. */
  Values(Wiring wiring, Skips skips, List<AtomPlan> atoms, FlowNames names, boolean skeleton) {
    this.wiring = wiring;
    this.skips = skips;
    atoms.forEach(atom -> this.atoms.put(atom.task(), atom));
    this.names = names;
    this.skeleton = skeleton;
  }

  /** The inputs, in order of first appearance. */
  List<FlowPlan.Value> inputs() {
    List<FlowPlan.Value> values = new ArrayList<>();
    for (InputModel input : wiring.inputs().values()) {
      ParameterModel first = input.first();
      boolean primitive =
          !input.optional()
              && first.type().boxed().isBoxedPrimitive()
              && input.declared().stream().anyMatch(p -> p.type().isPrimitive() && !p.optional());
      values.add(
          new FlowPlan.Value(
              input.name(),
              primitive ? first.type().boxed().unbox() : nameable(first.type(), true),
              input.optional(),
              names.symbol(Constants.Key.of(first))));
    }
    return skeleton ? mended(values) : values;
  }

  /** The symbols provided, in order of their first provider. */
  List<FlowPlan.Value> outputs() {
    List<FlowPlan.Value> values = new ArrayList<>();
    for (List<Wiring.Source> sources : wiring.sources().values()) {
      Wiring.Source last = sources.get(sources.size() - 1);
      ProvidedModel provided = last.provided();
      Constants.Key key = Constants.Key.of(provided);
      AtomPlan atom = atoms.get(last.member());
      String symbol = provided.symbol();
      boolean optional = skips.absence(null, wiring.sourcesOfOutcome(symbol)) != null;
      values.add(
          new FlowPlan.Value(
              symbol,
              nameable(provided.type(), optional),
              optional,
              atom == null
                  ? names.symbol(key)
                  : CodeBlock.of("$T.$L", atom.type(), atom.constants().name(key))));
    }
    return skeleton ? mended(values) : values;
  }

  static int slots(List<FlowPlan.Value> values) {
    return values.stream().mapToInt(value -> slots(value.type())).sum();
  }

  private static int slots(TypeName type) {
    return type.equals(TypeName.LONG) || type.equals(TypeName.DOUBLE) ? 2 : 1;
  }

  private static TypeName nameable(TypeRef type, boolean boxed) {
    if (type.open() || type.hidden()) {
      return ClassName.OBJECT;
    }
    return boxed ? type.boxed() : type.name();
  }

  /** With names that records can have, and not more than they can have. */
  private static List<FlowPlan.Value> mended(List<FlowPlan.Value> values) {
    NameAllocator names = new NameAllocator();
    List<FlowPlan.Value> mended = new ArrayList<>();
    int slots = 0;
    for (FlowPlan.Value value : values) {
      String name = names.newName(value.name());
      slots += slots(value.type());
      if (slots <= MOST_SLOTS) {
        mended.add(
            new FlowPlan.Value(
                Words.canNameComponent(name) ? name : names.newName(name + "_"),
                value.type(),
                value.optional(),
                value.symbol()));
      }
    }
    return mended;
  }
}
