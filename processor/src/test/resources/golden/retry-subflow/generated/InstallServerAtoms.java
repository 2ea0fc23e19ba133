package demo.retrysubflow;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.DeciderBody;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.ValueType;
import io.backstitch.retry.Retries;
import io.backstitch.retry.RetryPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link InstallServer}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class InstallServerAtoms {
  private InstallServerAtoms() {
  }

  /**
   * The atom of {@link InstallServer#mirrors(List)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom mirrors(InstallServer holder) {
    return MirrorsAtom.of(holder);
  }

  /**
   * The atom of {@link InstallServer#boot(String, Optional)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom boot(InstallServer holder) {
    return BootAtom.of(holder);
  }

  /**
   * The decider {@link InstallServer#wantsTools(boolean)}, which guards {@code tools-image}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  static ElementDecider wantsTools(InstallServer holder) {
    return WantsToolsDecider.of(holder);
  }

  /**
   * What guards the sub-flow {@code system}.
   *
   * @param holder the object whose methods are called
   * @return a new retry controller
   */
  static RetryAtom systemRetry(InstallServer holder) {
    return SystemRetry.of();
  }

  /**
   * What guards the sub-flow {@code tools-image}.
   *
   * @param holder the object whose methods are called
   * @return a new retry controller
   */
  static RetryAtom toolsRetry(InstallServer holder) {
    return ToolsRetry.of();
  }

  /**
   * What guards the sub-flow {@code fonts}.
   *
   * @param holder the object whose methods are called
   * @return a new retry controller
   */
  static RetryAtom fontsRetry(InstallServer holder) {
    return FontsRetry.of(holder);
  }

  static final class MirrorsAtom implements TaskBody {
    static final Symbol<List<String>> KNOWN = Symbol.of("known", ValueType.of(List.class,
        ValueType.of(String.class)));

    static final Symbol<List<String>> MIRRORS = Symbol.of("mirrors", ValueType.of(List.class,
        ValueType.of(String.class)));

    private final InstallServer holder;

    private MirrorsAtom(InstallServer holder) {
      this.holder = holder;
    }

    static Atom of(InstallServer holder) {
      MirrorsAtom task = new MirrorsAtom(holder);
      return Atom.named("mirrors")
          .version("1.0")
          .requires(KNOWN)
          .provides(MIRRORS)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      List<String> known = in.get(0, KNOWN);
      return holder.mirrors(known);
    }
  }

  static final class BootAtom implements TaskBody {
    static final Symbol<String> SYSTEM = Symbol.of("system", String.class);

    static final Symbol<String> TOOLS = Symbol.of("tools", String.class);

    private final InstallServer holder;

    private BootAtom(InstallServer holder) {
      this.holder = holder;
    }

    static Atom of(InstallServer holder) {
      BootAtom task = new BootAtom(holder);
      return Atom.named("boot")
          .version("1.0")
          .requires(SYSTEM)
          .requiresOptional(TOOLS)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String system = in.get(0, SYSTEM);
      Optional<String> tools = in.find(1, TOOLS);
      holder.boot(system, tools);
      return null;
    }
  }

  static final class WantsToolsDecider implements DeciderBody {
    static final Symbol<Boolean> FULL = Symbol.of("full", Boolean.class);

    private final InstallServer holder;

    private WantsToolsDecider(InstallServer holder) {
      this.holder = holder;
    }

    static ElementDecider of(InstallServer holder) {
      return ElementDecider.of(new WantsToolsDecider(holder))
          .requires(FULL);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      boolean full = in.get(0, FULL);
      return holder.wantsTools(full);
    }
  }

  static final class SystemRetry {
    static final Symbol<Collection<? extends String>> MIRRORS = Symbol.of("mirrors",
        ValueType.of(Collection.class, ValueType.extending(ValueType.of(String.class))));

    static final Symbol<String> MIRROR = Symbol.of("mirror", String.class);

    private SystemRetry() {
    }

    static RetryAtom of() {
      return Retries.limited(
              Retries.parameterizedForEach(MIRRORS).provides(MIRROR),
              RetryPolicy.attempts(5));
    }
  }

  static final class ToolsRetry {
    private ToolsRetry() {
    }

    static RetryAtom of() {
      return Retries.by(
              RetryPolicy.attempts(4)
                  .delay(Duration.ofSeconds(1)));
    }
  }

  static final class FontsRetry {
    private FontsRetry() {
    }

    static RetryAtom of(InstallServer holder) {
      return RetryAtom.of(new InstallServer.Patient(holder));
    }
  }
}
