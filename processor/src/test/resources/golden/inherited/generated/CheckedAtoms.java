package demo.inherited;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Checked}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class CheckedAtoms {
  private CheckedAtoms() {
  }

  /**
   * The atom of {@link Checked#check(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom check(Checked holder) {
    return CheckAtom.of(holder);
  }

  static final class CheckAtom implements TaskBody, RevertBody {
    static final Symbol<String> TEXT = Symbol.of("text", String.class);

    static final Symbol<Integer> SUM = Symbol.of("sum", Integer.class);

    private final Checked holder;

    private CheckAtom(Checked holder) {
      this.holder = holder;
    }

    static Atom of(Checked holder) {
      CheckAtom task = new CheckAtom(holder);
      return Atom.named("check")
          .version("1.0")
          .requires(TEXT)
          .provides(SUM)
          .executes(task)
          .revertRequires(TEXT)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String text = in.get(0, TEXT);
      return holder.check(text);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      String text = in.get(0, TEXT);
      holder.forget(text);
    }
  }
}
