package demo.unordered;

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
 * The atoms of {@link Greetings}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class GreetingsAtoms {
  private GreetingsAtoms() {
  }

  /**
   * The atom of {@link Greetings#mail(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom mail(Greetings holder) {
    return MailAtom.of(holder);
  }

  /**
   * The atom of {@link Greetings#ring(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom ring(Greetings holder) {
    return RingAtom.of(holder);
  }

  static final class MailAtom implements TaskBody {
    static final Symbol<String> NAME = Symbol.of("name", String.class);

    static final Symbol<String> MAILED = Symbol.of("mailed", String.class);

    private final Greetings holder;

    private MailAtom(Greetings holder) {
      this.holder = holder;
    }

    static Atom of(Greetings holder) {
      MailAtom task = new MailAtom(holder);
      return Atom.named("mail")
          .version("1.0")
          .requires(NAME)
          .provides(MAILED)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String name = in.get(0, NAME);
      return holder.mail(name);
    }
  }

  static final class RingAtom implements TaskBody, RevertBody {
    static final Symbol<String> NAME = Symbol.of("name", String.class);

    static final Symbol<String> RUNG = Symbol.of("rung", String.class);

    private final Greetings holder;

    private RingAtom(Greetings holder) {
      this.holder = holder;
    }

    static Atom of(Greetings holder) {
      RingAtom task = new RingAtom(holder);
      return Atom.named("ring")
          .version("1.0")
          .priority(5)
          .requires(NAME)
          .provides(RUNG)
          .executes(task)
          .revertRequires(NAME)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String name = in.get(0, NAME);
      return holder.ring(name);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      String name = in.get(0, NAME);
      holder.apologize(name);
    }
  }
}
