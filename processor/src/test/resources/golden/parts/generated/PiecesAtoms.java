package demo.parts;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Provision;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Pieces}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class PiecesAtoms {
  private PiecesAtoms() {
  }

  /**
   * The atom of {@link Pieces#pair()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom pair(Pieces holder) {
    return PairAtom.of(holder);
  }

  /**
   * The atom of {@link Pieces#numbers()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom numbers(Pieces holder) {
    return NumbersAtom.of(holder);
  }

  /**
   * The atom of {@link Pieces#sizes()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom sizes(Pieces holder) {
    return SizesAtom.of(holder);
  }

  /**
   * The atom of {@link Pieces#boot()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom boot(Pieces holder) {
    return BootAtom.of(holder);
  }

  /**
   * The atom of {@link Pieces#connect(String, int, String, Optional)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom connect(Pieces holder) {
    return ConnectAtom.of(holder);
  }

  static final class PairAtom implements TaskBody, RevertBody {
    static final Symbol<String> PRIMARY = Symbol.of("primary", String.class);

    static final Symbol<String> MIRROR = Symbol.of("mirror", String.class);

    static final ValueType<List<String>> RESULT = ValueType.of(List.class,
        ValueType.of(String.class));

    private final Pieces holder;

    private PairAtom(Pieces holder) {
      this.holder = holder;
    }

    static Atom of(Pieces holder) {
      PairAtom task = new PairAtom(holder);
      return Atom.named("pair")
          .version("1.0")
          .providesParts(
              RESULT,
              PairAtom::part,
              List.of(
                  new Provision(PRIMARY, false),
                  new Provision(MIRROR, false)))
          .executes(task)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      return holder.pair();
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      Optional<List<String>> pair = Optional.ofNullable(in.result(RESULT));
      holder.forgetPair(pair);
    }

    private static @Nullable Object part(Object result, int index) {
      return ((List<?>) result).get(index);
    }
  }

  static final class NumbersAtom implements TaskBody {
    static final Symbol<Integer> LEFT = Symbol.of("left", Integer.class);

    static final Symbol<Integer> RIGHT = Symbol.of("right", Integer.class);

    static final ValueType<int[]> RESULT = ValueType.of(int[].class);

    private final Pieces holder;

    private NumbersAtom(Pieces holder) {
      this.holder = holder;
    }

    static Atom of(Pieces holder) {
      NumbersAtom task = new NumbersAtom(holder);
      return Atom.named("numbers")
          .version("1.0")
          .providesParts(
              RESULT,
              NumbersAtom::part,
              List.of(
                  new Provision(LEFT, false),
                  new Provision(RIGHT, false)))
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      return holder.numbers();
    }

    private static @Nullable Object part(Object result, int index) {
      return ((int[]) result)[index];
    }
  }

  static final class SizesAtom implements TaskBody {
    static final Symbol<Number> SMALL = Symbol.of("small", Number.class);

    static final Symbol<Number> LARGE = Symbol.of("large", Number.class);

    static final ValueType<Map<String, ? extends Number>> RESULT = ValueType.of(Map.class,
        ValueType.of(String.class), ValueType.extending(ValueType.of(Number.class)));

    private final Pieces holder;

    private SizesAtom(Pieces holder) {
      this.holder = holder;
    }

    static Atom of(Pieces holder) {
      SizesAtom task = new SizesAtom(holder);
      return Atom.named("sizes")
          .version("1.0")
          .providesParts(
              RESULT,
              SizesAtom::part,
              List.of(
                  new Provision(SMALL, false),
                  new Provision(LARGE, false)))
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      return holder.sizes();
    }

    private static @Nullable Object part(Object result, int index) {
      Map<?, ?> whole = (Map<?, ?>) result;
      return switch (index) {
        case 0 -> whole.get("small");
        case 1 -> whole.get("large");
        default -> throw new IndexOutOfBoundsException(index);
      };
    }
  }

  static final class BootAtom implements TaskBody {
    static final Symbol<String> HOST = Symbol.of("host", String.class);

    static final Symbol<Integer> PORT = Symbol.of("port", Integer.class);

    static final Symbol<String> USER = Symbol.of("user", String.class);

    static final Symbol<String> ZONE = Symbol.of("zone", String.class);

    static final ValueType<Pieces.Endpoint<String>> RESULT = ValueType.of(Pieces.Endpoint.class,
        ValueType.of(String.class));

    private final Pieces holder;

    private BootAtom(Pieces holder) {
      this.holder = holder;
    }

    static Atom of(Pieces holder) {
      BootAtom task = new BootAtom(holder);
      return Atom.named("boot")
          .version("1.0")
          .providesParts(
              RESULT,
              BootAtom::part,
              List.of(
                  new Provision(HOST, false),
                  new Provision(PORT, false),
                  new Provision(USER, true),
                  new Provision(ZONE, true)))
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      return holder.boot();
    }

    private static @Nullable Object part(Object result, int index) {
      Pieces.Endpoint<?> whole = (Pieces.Endpoint<?>) result;
      return switch (index) {
        case 0 -> whole.host();
        case 1 -> whole.port();
        case 2 -> whole.user();
        case 3 -> whole.zone().orElse(null);
        default -> throw new IndexOutOfBoundsException(index);
      };
    }
  }

  static final class ConnectAtom implements TaskBody {
    static final Symbol<String> HOST = Symbol.of("host", String.class);

    static final Symbol<Integer> PORT = Symbol.of("port", Integer.class);

    static final Symbol<String> USER = Symbol.of("user", String.class);

    static final Symbol<String> ZONE = Symbol.of("zone", String.class);

    private final Pieces holder;

    private ConnectAtom(Pieces holder) {
      this.holder = holder;
    }

    static Atom of(Pieces holder) {
      ConnectAtom task = new ConnectAtom(holder);
      return Atom.named("connect")
          .version("1.0")
          .requires(HOST)
          .requires(PORT)
          .requiresOptional(USER)
          .requiresOptional(ZONE)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String host = in.get(0, HOST);
      int port = in.get(1, PORT);
      @Nullable String user = in.getOrNull(2, USER);
      Optional<String> zone = in.find(3, ZONE);
      holder.connect(host, port, user, zone);
      return null;
    }
  }
}
