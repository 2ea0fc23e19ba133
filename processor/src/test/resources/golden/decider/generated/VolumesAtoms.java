package demo.decider;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.DeciderBody;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Volumes}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class VolumesAtoms {
  private VolumesAtoms() {
  }

  /**
   * The atom of {@link Volumes#measure(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom measure(Volumes holder) {
    return MeasureAtom.of(holder);
  }

  /**
   * The atom of {@link Volumes#grow(int)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom grow(Volumes holder) {
    return GrowAtom.of(holder);
  }

  /**
   * The atom of {@link Volumes#tell(Optional)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom tell(Volumes holder) {
    return TellAtom.of(holder);
  }

  /**
   * The atom of {@link Volumes#archive(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom archive(Volumes holder) {
    return ArchiveAtom.of(holder);
  }

  /**
   * The decider {@link Volumes#isNearlyFull(int, Optional)}, which guards {@code grow}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  static ElementDecider isNearlyFull(Volumes holder) {
    return IsNearlyFullDecider.of(holder);
  }

  /**
   * The decider {@link Volumes#isWanted(boolean)}, which guards {@code grow}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  static ElementDecider isWanted(Volumes holder) {
    return IsWantedDecider.of();
  }

  /**
   * The decider {@link Volumes#hasReader()}, which guards {@code tell}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  static ElementDecider hasReader(Volumes holder) {
    return HasReaderDecider.of(holder);
  }

  static final class MeasureAtom implements TaskBody {
    static final Symbol<String> VOLUME = Symbol.of("volume", String.class);

    static final Symbol<Integer> USAGE = Symbol.of("usage", Integer.class);

    private final Volumes holder;

    private MeasureAtom(Volumes holder) {
      this.holder = holder;
    }

    static Atom of(Volumes holder) {
      MeasureAtom task = new MeasureAtom(holder);
      return Atom.named("measure")
          .version("1.0")
          .requires(VOLUME)
          .provides(USAGE)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String volume = in.get(0, VOLUME);
      return holder.measure(volume);
    }
  }

  static final class GrowAtom implements TaskBody {
    static final Symbol<Integer> USAGE = Symbol.of("usage", Integer.class);

    static final Symbol<Integer> GROWN = Symbol.of("grown", Integer.class);

    private final Volumes holder;

    private GrowAtom(Volumes holder) {
      this.holder = holder;
    }

    static Atom of(Volumes holder) {
      GrowAtom task = new GrowAtom(holder);
      return Atom.named("grow")
          .version("1.0")
          .requires(USAGE)
          .provides(GROWN)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      int usage = in.get(0, USAGE);
      return holder.grow(usage);
    }
  }

  static final class TellAtom implements TaskBody {
    static final Symbol<Integer> GROWN = Symbol.of("grown", Integer.class);

    static final Symbol<String> TOLD = Symbol.of("told", String.class);

    private final Volumes holder;

    private TellAtom(Volumes holder) {
      this.holder = holder;
    }

    static Atom of(Volumes holder) {
      TellAtom task = new TellAtom(holder);
      return Atom.named("tell")
          .version("1.0")
          .requiresOptional(GROWN)
          .provides(TOLD)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      Optional<Integer> grown = in.find(0, GROWN);
      return holder.tell(grown);
    }
  }

  static final class ArchiveAtom implements TaskBody {
    static final Symbol<String> TOLD = Symbol.of("told", String.class);

    private final Volumes holder;

    private ArchiveAtom(Volumes holder) {
      this.holder = holder;
    }

    static Atom of(Volumes holder) {
      ArchiveAtom task = new ArchiveAtom(holder);
      return Atom.named("archive")
          .version("1.0")
          .requires(TOLD)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String told = in.get(0, TOLD);
      holder.archive(told);
      return null;
    }
  }

  static final class IsNearlyFullDecider implements DeciderBody {
    static final Symbol<Integer> USAGE = Symbol.of("usage", Integer.class);

    static final Symbol<Integer> LIMIT = Symbol.of("limit", Integer.class);

    private final Volumes holder;

    private IsNearlyFullDecider(Volumes holder) {
      this.holder = holder;
    }

    static ElementDecider of(Volumes holder) {
      return ElementDecider.of(new IsNearlyFullDecider(holder))
          .requires(USAGE)
          .requiresOptional(LIMIT);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      int usage = in.get(0, USAGE);
      Optional<Integer> limit = in.find(1, LIMIT);
      return holder.isNearlyFull(usage, limit);
    }
  }

  static final class IsWantedDecider implements DeciderBody {
    static final Symbol<Boolean> WANTED = Symbol.of("wanted", Boolean.class);

    private IsWantedDecider() {
    }

    static ElementDecider of() {
      return ElementDecider.of(new IsWantedDecider())
          .requires(WANTED);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      boolean wanted = in.get(0, WANTED);
      return Volumes.isWanted(wanted);
    }
  }

  static final class HasReaderDecider implements DeciderBody {
    private final Volumes holder;

    private HasReaderDecider(Volumes holder) {
      this.holder = holder;
    }

    static ElementDecider of(Volumes holder) {
      return ElementDecider.of(new HasReaderDecider(holder))
          .depth(Depth.FLOW);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      return holder.hasReader();
    }
  }
}
