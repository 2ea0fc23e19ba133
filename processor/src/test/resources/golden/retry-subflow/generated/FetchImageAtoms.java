package demo.retrysubflow;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link FetchImage}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
final class FetchImageAtoms {
  private FetchImageAtoms() {
  }

  /**
   * The atom of {@link FetchImage#download(String, String)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  static Atom download(FetchImage holder) {
    return DownloadAtom.of(holder);
  }

  static final class DownloadAtom implements TaskBody, RevertBody {
    static final Symbol<String> SERVER = Symbol.of("server", String.class);

    static final Symbol<String> NAME = Symbol.of("name", String.class);

    static final Symbol<String> IMAGE = Symbol.of("image", String.class);

    private final FetchImage holder;

    private DownloadAtom(FetchImage holder) {
      this.holder = holder;
    }

    static Atom of(FetchImage holder) {
      DownloadAtom task = new DownloadAtom(holder);
      return Atom.named("download")
          .version("1.0")
          .requires(SERVER)
          .requires(NAME)
          .provides(IMAGE)
          .executes(task)
          .revertRequires(NAME)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String server = in.get(0, SERVER);
      String name = in.get(1, NAME);
      return holder.download(server, name);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      String name = in.get(0, NAME);
      holder.delete(name);
    }
  }
}
