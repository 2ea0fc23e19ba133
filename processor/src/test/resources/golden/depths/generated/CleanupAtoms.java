package demo.depths;

import io.backstitch.annotation.Depth;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.DeciderBody;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Cleanup}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class CleanupAtoms {
  private CleanupAtoms() {
  }

  /**
   * The atom of {@link Cleanup#logs()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom logs(Cleanup holder) {
    return LogsAtom.of(holder);
  }

  /**
   * The atom of {@link Cleanup#caches()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom caches(Cleanup holder) {
    return CachesAtom.of(holder);
  }

  /**
   * The atom of {@link Cleanup#images()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom images(Cleanup holder) {
    return ImagesAtom.of(holder);
  }

  /**
   * The atom of {@link Cleanup#disks()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom disks(Cleanup holder) {
    return DisksAtom.of(holder);
  }

  /**
   * The decider {@link Cleanup#hasLogs(int)}, which guards {@code logs}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  static ElementDecider hasLogs(Cleanup holder) {
    return HasLogsDecider.of(holder);
  }

  /**
   * The decider {@link Cleanup#hasCaches(int)}, which guards {@code caches}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  static ElementDecider hasCaches(Cleanup holder) {
    return HasCachesDecider.of(holder);
  }

  /**
   * The decider {@link Cleanup#hasImages(int)}, which guards {@code images}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  static ElementDecider hasImages(Cleanup holder) {
    return HasImagesDecider.of(holder);
  }

  /**
   * The decider {@link Cleanup#hasDisks(int)}, which guards {@code disks}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  static ElementDecider hasDisks(Cleanup holder) {
    return HasDisksDecider.of(holder);
  }

  static final class LogsAtom implements TaskBody {
    private final Cleanup holder;

    private LogsAtom(Cleanup holder) {
      this.holder = holder;
    }

    static Atom of(Cleanup holder) {
      LogsAtom task = new LogsAtom(holder);
      return Atom.named("logs")
          .version("1.0")
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      holder.logs();
      return null;
    }
  }

  static final class CachesAtom implements TaskBody {
    private final Cleanup holder;

    private CachesAtom(Cleanup holder) {
      this.holder = holder;
    }

    static Atom of(Cleanup holder) {
      CachesAtom task = new CachesAtom(holder);
      return Atom.named("caches")
          .version("1.0")
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      holder.caches();
      return null;
    }
  }

  static final class ImagesAtom implements TaskBody {
    private final Cleanup holder;

    private ImagesAtom(Cleanup holder) {
      this.holder = holder;
    }

    static Atom of(Cleanup holder) {
      ImagesAtom task = new ImagesAtom(holder);
      return Atom.named("images")
          .version("1.0")
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      holder.images();
      return null;
    }
  }

  static final class DisksAtom implements TaskBody {
    private final Cleanup holder;

    private DisksAtom(Cleanup holder) {
      this.holder = holder;
    }

    static Atom of(Cleanup holder) {
      DisksAtom task = new DisksAtom(holder);
      return Atom.named("disks")
          .version("1.0")
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      holder.disks();
      return null;
    }
  }

  static final class HasLogsDecider implements DeciderBody {
    static final Symbol<Integer> LOGS = Symbol.of("logs", Integer.class);

    private final Cleanup holder;

    private HasLogsDecider(Cleanup holder) {
      this.holder = holder;
    }

    static ElementDecider of(Cleanup holder) {
      return ElementDecider.of(new HasLogsDecider(holder))
          .requires(LOGS);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      int logs = in.get(0, LOGS);
      return holder.hasLogs(logs);
    }
  }

  static final class HasCachesDecider implements DeciderBody {
    static final Symbol<Integer> CACHES = Symbol.of("caches", Integer.class);

    private final Cleanup holder;

    private HasCachesDecider(Cleanup holder) {
      this.holder = holder;
    }

    static ElementDecider of(Cleanup holder) {
      return ElementDecider.of(new HasCachesDecider(holder))
          .depth(Depth.NEIGHBORS)
          .requires(CACHES);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      int caches = in.get(0, CACHES);
      return holder.hasCaches(caches);
    }
  }

  static final class HasImagesDecider implements DeciderBody {
    static final Symbol<Integer> IMAGES = Symbol.of("images", Integer.class);

    private final Cleanup holder;

    private HasImagesDecider(Cleanup holder) {
      this.holder = holder;
    }

    static ElementDecider of(Cleanup holder) {
      return ElementDecider.of(new HasImagesDecider(holder))
          .depth(Depth.FLOW)
          .requires(IMAGES);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      int images = in.get(0, IMAGES);
      return holder.hasImages(images);
    }
  }

  static final class HasDisksDecider implements DeciderBody {
    static final Symbol<Integer> DISKS = Symbol.of("disks", Integer.class);

    private final Cleanup holder;

    private HasDisksDecider(Cleanup holder) {
      this.holder = holder;
    }

    static ElementDecider of(Cleanup holder) {
      return ElementDecider.of(new HasDisksDecider(holder))
          .depth(Depth.ALL)
          .requires(DISKS);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      int disks = in.get(0, DISKS);
      return holder.hasDisks(disks);
    }
  }
}
