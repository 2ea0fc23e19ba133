package demo.collected;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Mirrors}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class MirrorsAtoms {
  private MirrorsAtoms() {
  }

  /**
   * The atom of {@link Mirrors#primary()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom primary(Mirrors holder) {
    return PrimaryAtom.of(holder);
  }

  /**
   * The atom of {@link Mirrors#mirror()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom mirror(Mirrors holder) {
    return MirrorAtom.of(holder);
  }

  /**
   * The atom of {@link Mirrors#compare(List, String, List, List)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom compare(Mirrors holder) {
    return CompareAtom.of(holder);
  }

  static final class PrimaryAtom implements TaskBody {
    static final Symbol<String> PRIMARY = Symbol.of("primary", String.class);

    private final Mirrors holder;

    private PrimaryAtom(Mirrors holder) {
      this.holder = holder;
    }

    static Atom of(Mirrors holder) {
      PrimaryAtom task = new PrimaryAtom(holder);
      return Atom.named("primary")
          .version("1.0")
          .provides(PRIMARY)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      return holder.primary();
    }
  }

  static final class MirrorAtom implements TaskBody {
    static final Symbol<String> MIRROR = Symbol.of("mirror", String.class);

    private final Mirrors holder;

    private MirrorAtom(Mirrors holder) {
      this.holder = holder;
    }

    static Atom of(Mirrors holder) {
      MirrorAtom task = new MirrorAtom(holder);
      return Atom.named("mirror")
          .version("1.0")
          .providesOptional(MIRROR)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      return holder.mirror().orElse(null);
    }
  }

  static final class CompareAtom implements TaskBody {
    static final Symbol<String> MIRROR = Symbol.of("mirror", String.class);

    static final Symbol<String> PRIMARY = Symbol.of("primary", String.class);

    static final Symbol<CharSequence> PRIMARY_ = Symbol.of("primary", CharSequence.class);

    static final Symbol<CharSequence> MIRROR_ = Symbol.of("mirror", CharSequence.class);

    static final Symbol<Object> PRIMARY__ = Symbol.of("primary", Object.class);

    private final Mirrors holder;

    private CompareAtom(Mirrors holder) {
      this.holder = holder;
    }

    static Atom of(Mirrors holder) {
      CompareAtom task = new CompareAtom(holder);
      return Atom.named("compare")
          .version("1.0")
          .requiresOptional(MIRROR)
          .requiresOptional(PRIMARY)
          .requires(PRIMARY)
          .requiresOptional(PRIMARY_)
          .requiresOptional(MIRROR_)
          .requires(PRIMARY__)
          .requires(PRIMARY__)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      List<Optional<String>> both = List.of(in.find(0, MIRROR), in.find(1, PRIMARY));
      String primary = in.get(2, PRIMARY);
      List<CharSequence> there = Stream.of(in.find(3, PRIMARY_), in.find(4, MIRROR_))
          .flatMap(Optional::stream)
          .toList();
      List<?> twice = List.of(in.get(5, PRIMARY__), in.get(6, PRIMARY__));
      holder.compare(both, primary, there, twice);
      return null;
    }
  }
}
