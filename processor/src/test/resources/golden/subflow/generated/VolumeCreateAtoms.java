package demo.subflow;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.ValueType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link VolumeCreate}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class VolumeCreateAtoms {
  private VolumeCreateAtoms() {
  }

  /**
   * The atom of {@link VolumeCreate#allocate(int, String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom allocate(VolumeCreate holder) {
    return AllocateAtom.of(holder);
  }

  /**
   * The atom of {@link VolumeCreate#format(VolumeCreate.Volume, List)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom format(VolumeCreate holder) {
    return FormatAtom.of(holder);
  }

  static final class AllocateAtom implements TaskBody {
    static final Symbol<Integer> SIZE = Symbol.of("size", Integer.class);

    static final Symbol<String> LABEL = Symbol.of("label", String.class);

    static final Symbol<VolumeCreate.Volume> VOLUME = Symbol.of("volume",
        VolumeCreate.Volume.class);

    private final VolumeCreate holder;

    private AllocateAtom(VolumeCreate holder) {
      this.holder = holder;
    }

    static Atom of(VolumeCreate holder) {
      AllocateAtom task = new AllocateAtom(holder);
      return Atom.named("allocate")
          .version("1.0")
          .requires(SIZE)
          .requiresOptional(LABEL)
          .provides(VOLUME)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      int size = in.get(0, SIZE);
      @Nullable String label = in.getOrNull(1, LABEL);
      return holder.allocate(size, label);
    }
  }

  static final class FormatAtom implements TaskBody {
    static final Symbol<VolumeCreate.Volume> VOLUME = Symbol.of("volume",
        VolumeCreate.Volume.class);

    static final Symbol<List<String>> LABELS = Symbol.of("labels", ValueType.of(List.class,
        ValueType.of(String.class)));

    static final Symbol<List<String>> PARTS = Symbol.of("parts", ValueType.of(List.class,
        ValueType.of(String.class)));

    private final VolumeCreate holder;

    private FormatAtom(VolumeCreate holder) {
      this.holder = holder;
    }

    static Atom of(VolumeCreate holder) {
      FormatAtom task = new FormatAtom(holder);
      return Atom.named("format")
          .version("1.0")
          .requires(VOLUME)
          .requires(LABELS)
          .provides(PARTS)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      VolumeCreate.Volume volume = in.get(0, VOLUME);
      List<String> labels = in.get(1, LABELS);
      return holder.format(volume, labels);
    }
  }
}
