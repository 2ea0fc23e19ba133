package demo.nested;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Outer.Inner}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
public final class Outer_InnerAtoms {
  private Outer_InnerAtoms() {
  }

  /**
   * The atom of {@link Outer.Inner#greet(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom greet(Outer.Inner holder) {
    return GreetAtom.of(holder);
  }

  static final class GreetAtom implements TaskBody {
    static final Symbol<String> NAME = Symbol.of("name", String.class);

    private final Outer.Inner holder;

    private GreetAtom(Outer.Inner holder) {
      this.holder = holder;
    }

    static Atom of(Outer.Inner holder) {
      GreetAtom task = new GreetAtom(holder);
      return Atom.named("greet")
          .version("1.0")
          .requires(NAME)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String name = in.get(0, NAME);
      holder.greet(name);
      return null;
    }
  }
}
