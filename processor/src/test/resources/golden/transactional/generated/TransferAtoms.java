package demo.transactional;

import io.backstitch.TaskContext;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import java.sql.Connection;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Transfer}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class TransferAtoms {
  private TransferAtoms() {
  }

  /**
   * The atom of {@link Transfer#book(long, Connection, TaskContext)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom book(Transfer holder) {
    return BookAtom.of(holder);
  }

  /**
   * The atom of {@link Transfer#announce(Connection, long)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom announce(Transfer holder) {
    return AnnounceAtom.of(holder);
  }

  /**
   * The atom of {@link Transfer#close(Connection, String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom close(Transfer holder) {
    return CloseAtom.of(holder);
  }

  static final class BookAtom implements TaskBody, RevertBody {
    static final Symbol<Long> AMOUNT = Symbol.of("amount", Long.class);

    static final Symbol<Long> BOOKING = Symbol.of("booking", Long.class);

    private final Transfer holder;

    private BookAtom(Transfer holder) {
      this.holder = holder;
    }

    static Atom of(Transfer holder) {
      BookAtom task = new BookAtom(holder);
      return Atom.named("book")
          .version("1.0")
          .requires(AMOUNT)
          .provides(BOOKING)
          .executes(task)
          .transactional()
          .reverts(task)
          .transactionalRevert()
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      long amount = in.get(0, AMOUNT);
      Connection connection = in.connection();
      TaskContext context = in.context();
      return holder.book(amount, connection, context);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      Connection connection = in.connection();
      Optional<Long> booking = Optional.ofNullable(in.result(BOOKING.type()));
      holder.cancel(connection, booking);
    }
  }

  static final class AnnounceAtom implements TaskBody, RevertBody {
    static final Symbol<Long> BOOKING = Symbol.of("booking", Long.class);

    static final Symbol<String> NOTICE = Symbol.of("notice", String.class);

    private final Transfer holder;

    private AnnounceAtom(Transfer holder) {
      this.holder = holder;
    }

    static Atom of(Transfer holder) {
      AnnounceAtom task = new AnnounceAtom(holder);
      return Atom.named("announce")
          .version("1.0")
          .requires(BOOKING)
          .provides(NOTICE)
          .executes(task)
          .transactional()
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      Connection connection = in.connection();
      long booking = in.get(0, BOOKING);
      return holder.announce(connection, booking);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      Optional<String> notice = Optional.ofNullable(in.result(NOTICE.type()));
      holder.revoke(notice);
    }
  }

  static final class CloseAtom implements TaskBody {
    static final Symbol<String> NOTICE = Symbol.of("notice", String.class);

    private final Transfer holder;

    private CloseAtom(Transfer holder) {
      this.holder = holder;
    }

    static Atom of(Transfer holder) {
      CloseAtom task = new CloseAtom(holder);
      return Atom.named("close")
          .version("1.0")
          .requires(NOTICE)
          .executes(task)
          .transactional()
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      Connection connection = in.connection();
      String notice = in.get(0, NOTICE);
      holder.close(connection, notice);
      return null;
    }
  }
}
