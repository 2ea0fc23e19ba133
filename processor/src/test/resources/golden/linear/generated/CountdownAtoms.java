package demo.linear;

import io.backstitch.TaskContext;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Countdown}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
public final class CountdownAtoms {
  private CountdownAtoms() {
  }

  /**
   * The atom of {@link Countdown#start(int)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom start(Countdown holder) {
    return StartAtom.of(holder);
  }

  /**
   * The atom of {@link Countdown#minusOne(int, TaskContext)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom minusOne(Countdown holder) {
    return MinusOneAtom.of(holder);
  }

  /**
   * The atom of {@link Countdown#print(Number, String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom print(Countdown holder) {
    return PrintAtom.of();
  }

  /**
   * The atom of {@link Countdown#done(String[])}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom done(Countdown holder) {
    return DoneAtom.of(holder);
  }

  static final class StartAtom implements TaskBody {
    static final Symbol<Integer> FROM = Symbol.of("from", Integer.class);

    static final Symbol<Integer> COUNT = Symbol.of("count", Integer.class);

    private final Countdown holder;

    private StartAtom(Countdown holder) {
      this.holder = holder;
    }

    static Atom of(Countdown holder) {
      StartAtom task = new StartAtom(holder);
      return Atom.named("start")
          .version("1.0")
          .requires(FROM)
          .provides(COUNT)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      int from = in.get(0, FROM);
      return holder.start(from);
    }
  }

  static final class MinusOneAtom implements TaskBody {
    static final Symbol<Integer> COUNT = Symbol.of("count", Integer.class);

    private final Countdown holder;

    private MinusOneAtom(Countdown holder) {
      this.holder = holder;
    }

    static Atom of(Countdown holder) {
      MinusOneAtom task = new MinusOneAtom(holder);
      return Atom.named("decrement")
          .version("1.0")
          .requires(COUNT)
          .provides(COUNT)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      int count = in.get(0, COUNT);
      TaskContext context = in.context();
      return holder.minusOne(count, context);
    }
  }

  static final class PrintAtom implements TaskBody {
    static final Symbol<Number> COUNT = Symbol.of("count", Number.class);

    static final Symbol<String> HOLDER = Symbol.of("holder", String.class);

    private PrintAtom() {
    }

    static Atom of() {
      PrintAtom task = new PrintAtom();
      return Atom.named("print")
          .version("1.0")
          .requires(COUNT)
          .requires(HOLDER)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in_) throws Throwable {
      Number in = in_.get(0, COUNT);
      String holder = in_.get(1, HOLDER);
      Countdown.print(in, holder);
      return null;
    }
  }

  static final class DoneAtom implements TaskBody {
    static final Symbol<String[]> WORDS = Symbol.of("words", String[].class);

    private final Countdown holder;

    private DoneAtom(Countdown holder) {
      this.holder = holder;
    }

    static Atom of(Countdown holder) {
      DoneAtom task = new DoneAtom(holder);
      return Atom.named("done")
          .version("1.0")
          .requires(WORDS)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String[] words = in.get(0, WORDS);
      holder.done(words);
      return null;
    }
  }
}
