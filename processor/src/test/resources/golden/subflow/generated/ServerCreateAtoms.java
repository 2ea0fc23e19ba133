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
 * The atoms of {@link ServerCreate}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class ServerCreateAtoms {
  private ServerCreateAtoms() {
  }

  /**
   * The atom of {@link ServerCreate#labels(String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom labels(ServerCreate holder) {
    return LabelsAtom.of(holder);
  }

  /**
   * The atom of {@link ServerCreate#boot(VolumeCreate.Volume, VolumeCreate.Volume, List)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom boot(ServerCreate holder) {
    return BootAtom.of(holder);
  }

  static final class LabelsAtom implements TaskBody {
    static final Symbol<String> LABEL = Symbol.of("label", String.class);

    static final Symbol<List<String>> LABELS = Symbol.of("labels", ValueType.of(List.class,
        ValueType.of(String.class)));

    private final ServerCreate holder;

    private LabelsAtom(ServerCreate holder) {
      this.holder = holder;
    }

    static Atom of(ServerCreate holder) {
      LabelsAtom task = new LabelsAtom(holder);
      return Atom.named("labels")
          .version("1.0")
          .requires(LABEL)
          .provides(LABELS)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String label = in.get(0, LABEL);
      return holder.labels(label);
    }
  }

  static final class BootAtom implements TaskBody {
    static final Symbol<VolumeCreate.Volume> ROOT = Symbol.of("root", VolumeCreate.Volume.class);

    static final Symbol<VolumeCreate.Volume> DATA = Symbol.of("data", VolumeCreate.Volume.class);

    static final Symbol<List<String>> DATA_PARTS = Symbol.of("dataParts", ValueType.of(List.class,
        ValueType.of(String.class)));

    private final ServerCreate holder;

    private BootAtom(ServerCreate holder) {
      this.holder = holder;
    }

    static Atom of(ServerCreate holder) {
      BootAtom task = new BootAtom(holder);
      return Atom.named("boot")
          .version("1.0")
          .requires(ROOT)
          .requires(DATA)
          .requires(DATA_PARTS)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      VolumeCreate.Volume root = in.get(0, ROOT);
      VolumeCreate.Volume data = in.get(1, DATA);
      List<String> dataParts = in.get(2, DATA_PARTS);
      holder.boot(root, data, dataParts);
      return null;
    }
  }
}
