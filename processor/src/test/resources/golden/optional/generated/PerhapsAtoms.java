package demo.optional;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.ValueType;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Perhaps}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class PerhapsAtoms {
  private PerhapsAtoms() {
  }

  /**
   * The atom of {@link Perhaps#find(String, Optional)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom find(Perhaps holder) {
    return FindAtom.of(holder);
  }

  /**
   * The atom of {@link Perhaps#choose(Optional)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom choose(Perhaps holder) {
    return ChooseAtom.of(holder);
  }

  /**
   * The atom of {@link Perhaps#report(String, boolean)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom report(Perhaps holder) {
    return ReportAtom.of(holder);
  }

  static final class FindAtom implements TaskBody, RevertBody {
    static final Symbol<String> PATTERN = Symbol.of("pattern", String.class);

    static final Symbol<Integer> LIMIT = Symbol.of("limit", Integer.class);

    static final Symbol<List<String>> FOUND = Symbol.of("found", ValueType.of(List.class,
        ValueType.of(String.class)));

    private final Perhaps holder;

    private FindAtom(Perhaps holder) {
      this.holder = holder;
    }

    static Atom of(Perhaps holder) {
      FindAtom task = new FindAtom(holder);
      return Atom.named("find")
          .version("1.0")
          .requiresOptional(PATTERN)
          .requiresOptional(LIMIT)
          .providesOptional(FOUND)
          .executes(task)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      @Nullable String pattern = in.getOrNull(0, PATTERN);
      Optional<Integer> limit = in.find(1, LIMIT);
      return holder.find(pattern, limit).orElse(null);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      Optional<List<String>> found = Optional.ofNullable(in.result(FOUND.type()));
      holder.forget(found);
    }
  }

  static final class ChooseAtom implements TaskBody {
    static final Symbol<List<String>> FOUND = Symbol.of("found", ValueType.of(List.class,
        ValueType.of(String.class)));

    static final Symbol<String> BEST = Symbol.of("best", String.class);

    private final Perhaps holder;

    private ChooseAtom(Perhaps holder) {
      this.holder = holder;
    }

    static Atom of(Perhaps holder) {
      ChooseAtom task = new ChooseAtom(holder);
      return Atom.named("choose")
          .version("1.0")
          .requiresOptional(FOUND)
          .providesOptional(BEST)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      Optional<List<String>> found = in.find(0, FOUND);
      return holder.choose(found);
    }
  }

  static final class ReportAtom implements TaskBody, RevertBody {
    static final Symbol<String> BEST = Symbol.of("best", String.class);

    static final Symbol<Boolean> BUILDER = Symbol.of("builder", Boolean.class);

    static final ValueType<Integer> RESULT = ValueType.of(Integer.class);

    private final Perhaps holder;

    private ReportAtom(Perhaps holder) {
      this.holder = holder;
    }

    static Atom of(Perhaps holder) {
      ReportAtom task = new ReportAtom(holder);
      return Atom.named("report")
          .version("1.0")
          .requiresOptional(BEST)
          .requires(BUILDER)
          .returns(RESULT)
          .executes(task)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      @Nullable String best = in.getOrNull(0, BEST);
      boolean loud = in.get(1, BUILDER);
      return holder.report(best, loud);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      @Nullable Integer reported = in.result(RESULT);
      holder.unreport(reported);
    }
  }
}
