package demo.nested;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link Outer.OnlyAtoms}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class Outer_OnlyAtomsAtoms {
  private Outer_OnlyAtomsAtoms() {
  }

  /**
   * The atom of {@link Outer.OnlyAtoms#tidyUp(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom tidyUp(Outer.OnlyAtoms holder) {
    return TidyUpAtom.of(holder);
  }

  static final class TidyUpAtom implements TaskBody {
    static final Symbol<String> FOLDER = Symbol.of("folder", String.class);

    private final Outer.OnlyAtoms holder;

    private TidyUpAtom(Outer.OnlyAtoms holder) {
      this.holder = holder;
    }

    static Atom of(Outer.OnlyAtoms holder) {
      TidyUpAtom task = new TidyUpAtom(holder);
      return Atom.named("tidyUp")
          .version("1.0")
          .requires(FOLDER)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String folder = in.get(0, FOLDER);
      holder.tidyUp(folder);
      return null;
    }
  }
}
