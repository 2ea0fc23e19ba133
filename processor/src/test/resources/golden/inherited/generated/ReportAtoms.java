package demo.inherited;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.ValueType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Report}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class ReportAtoms {
  private ReportAtoms() {
  }

  /**
   * The atom of {@link Report#read(Object)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom read(Report holder) {
    return ReadAtom.of(holder);
  }

  /**
   * The atom of {@link Report#print(String, int)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom print(Report holder) {
    return PrintAtom.of(holder);
  }

  /**
   * The atom of {@link Report#check(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom check(Report holder) {
    return CheckAtom.of(holder);
  }

  static final class ReadAtom implements TaskBody {
    static final Symbol<List<String>> SOURCE = Symbol.of("source", ValueType.of(List.class,
        ValueType.of(String.class)));

    static final Symbol<String> TEXT = Symbol.of("text", String.class);

    private final Report holder;

    private ReadAtom(Report holder) {
      this.holder = holder;
    }

    static Atom of(Report holder) {
      ReadAtom task = new ReadAtom(holder);
      return Atom.named("read")
          .version("1.0")
          .requires(SOURCE)
          .provides(TEXT)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      List<String> source = in.get(0, SOURCE);
      return holder.read(source);
    }
  }

  static final class PrintAtom implements TaskBody {
    static final Symbol<String> TEXT = Symbol.of("text", String.class);

    static final Symbol<Integer> SUM = Symbol.of("sum", Integer.class);

    private final Report holder;

    private PrintAtom(Report holder) {
      this.holder = holder;
    }

    static Atom of(Report holder) {
      PrintAtom task = new PrintAtom(holder);
      return Atom.named("print")
          .version("1.0")
          .requires(TEXT)
          .requires(SUM)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String text = in.get(0, TEXT);
      int sum = in.get(1, SUM);
      holder.print(text, sum);
      return null;
    }
  }

  static final class CheckAtom implements TaskBody, RevertBody {
    static final Symbol<String> TEXT = Symbol.of("text", String.class);

    static final Symbol<Integer> SUM = Symbol.of("sum", Integer.class);

    private final Report holder;

    private CheckAtom(Report holder) {
      this.holder = holder;
    }

    static Atom of(Report holder) {
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
