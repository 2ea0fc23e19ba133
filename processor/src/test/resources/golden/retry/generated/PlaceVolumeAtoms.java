package demo.retry;

import io.backstitch.flow.Arguments;
import io.backstitch.flow.Atom;
import io.backstitch.flow.DeciderBody;
import io.backstitch.flow.ElementDecider;
import io.backstitch.flow.RetryAtom;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RevertArguments;
import io.backstitch.flow.RevertBody;
import io.backstitch.flow.Symbol;
import io.backstitch.flow.TaskBody;
import io.backstitch.flow.ValueType;
import io.backstitch.retry.Retries;
import io.backstitch.retry.RetryPolicy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The atoms of {@link PlaceVolume}, to be put into flows.
 */
@Generated("io.backstitch.processor.FlowProcessor")
@NullMarked
public final class PlaceVolumeAtoms {
  private PlaceVolumeAtoms() {
  }

  /**
   * The atom of {@link PlaceVolume#create(String, long)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom create(PlaceVolume holder) {
    return CreateAtom.of(holder);
  }

  /**
   * The atom of {@link PlaceVolume#upload(long, List)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom upload(PlaceVolume holder) {
    return UploadAtom.of(holder);
  }

  /**
   * The atom of {@link PlaceVolume#check(int)}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom check(PlaceVolume holder) {
    return CheckAtom.of(holder);
  }

  /**
   * The atom of {@link PlaceVolume#ports()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom ports(PlaceVolume holder) {
    return PortsAtom.of(holder);
  }

  /**
   * The atom of {@link PlaceVolume#clean()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom clean(PlaceVolume holder) {
    return CleanAtom.of(holder);
  }

  /**
   * The atom of {@link PlaceVolume#tell()}.
   *
   * @param holder the object whose method is called
   * @return a new atom
   */
  public static Atom tell(PlaceVolume holder) {
    return TellAtom.of(holder);
  }

  /**
   * The decider {@link PlaceVolume#isToBeChecked(long)}, which guards {@code check}.
   *
   * @param holder the object whose method is called
   * @return a new decider
   */
  public static ElementDecider isToBeChecked(PlaceVolume holder) {
    return IsToBeCheckedDecider.of(holder);
  }

  /**
   * What guards the whole flow.
   *
   * @param holder the object whose methods are called
   * @return a new retry controller
   */
  public static RetryAtom flowRetry(PlaceVolume holder) {
    return FlowRetry.of();
  }

  /**
   * What guards the task {@code upload}.
   *
   * @param holder the object whose methods are called
   * @return a new retry controller
   */
  public static RetryAtom uploadRetry(PlaceVolume holder) {
    return UploadRetry.of();
  }

  /**
   * What guards the task {@code check}.
   *
   * @param holder the object whose methods are called
   * @return a new retry controller
   */
  public static RetryAtom checkRetry(PlaceVolume holder) {
    return CheckRetry.of();
  }

  /**
   * What guards the task {@code clean}.
   *
   * @param holder the object whose methods are called
   * @return a new retry controller
   */
  public static RetryAtom cleanRetry(PlaceVolume holder) {
    return CleanRetry.of(holder);
  }

  /**
   * What guards the task {@code tell}.
   *
   * @param holder the object whose methods are called
   * @return a new retry controller
   */
  public static RetryAtom tellRetry(PlaceVolume holder) {
    return TellRetry.of();
  }

  static final class CreateAtom implements TaskBody, RevertBody {
    static final Symbol<String> SERVER = Symbol.of("server", String.class);

    static final Symbol<Long> SIZE = Symbol.of("size", Long.class);

    static final Symbol<Long> VOLUME = Symbol.of("volume", Long.class);

    private final PlaceVolume holder;

    private CreateAtom(PlaceVolume holder) {
      this.holder = holder;
    }

    static Atom of(PlaceVolume holder) {
      CreateAtom task = new CreateAtom(holder);
      return Atom.named("create")
          .version("1.0")
          .requires(SERVER)
          .requires(SIZE)
          .provides(VOLUME)
          .executes(task)
          .revertRequires(SERVER)
          .reverts(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      String server = in.get(0, SERVER);
      long size = in.get(1, SIZE);
      return holder.create(server, size);
    }

    @Override
    public void revert(RevertArguments in) throws Throwable {
      String server = in.get(0, SERVER);
      holder.delete(server);
    }
  }

  static final class UploadAtom implements TaskBody {
    static final Symbol<Long> VOLUME = Symbol.of("volume", Long.class);

    static final Symbol<List<String>> FILES = Symbol.of("files", ValueType.of(List.class,
        ValueType.of(String.class)));

    private final PlaceVolume holder;

    private UploadAtom(PlaceVolume holder) {
      this.holder = holder;
    }

    static Atom of(PlaceVolume holder) {
      UploadAtom task = new UploadAtom(holder);
      return Atom.named("upload")
          .version("1.0")
          .priority(5)
          .requires(VOLUME)
          .requires(FILES)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      long volume = in.get(0, VOLUME);
      List<String> files = in.get(1, FILES);
      holder.upload(volume, files);
      return null;
    }
  }

  static final class CheckAtom implements TaskBody {
    static final Symbol<Integer> PORT = Symbol.of("port", Integer.class);

    static final Symbol<Integer> OPEN = Symbol.of("open", Integer.class);

    private final PlaceVolume holder;

    private CheckAtom(PlaceVolume holder) {
      this.holder = holder;
    }

    static Atom of(PlaceVolume holder) {
      CheckAtom task = new CheckAtom(holder);
      return Atom.named("check")
          .version("1.0")
          .requires(PORT)
          .provides(OPEN)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      int port = in.get(0, PORT);
      return holder.check(port);
    }
  }

  static final class PortsAtom implements TaskBody {
    static final Symbol<int[]> PORTS = Symbol.of("ports", int[].class);

    private final PlaceVolume holder;

    private PortsAtom(PlaceVolume holder) {
      this.holder = holder;
    }

    static Atom of(PlaceVolume holder) {
      PortsAtom task = new PortsAtom(holder);
      return Atom.named("ports")
          .version("1.0")
          .provides(PORTS)
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      return holder.ports();
    }
  }

  static final class CleanAtom implements TaskBody {
    private final PlaceVolume holder;

    private CleanAtom(PlaceVolume holder) {
      this.holder = holder;
    }

    static Atom of(PlaceVolume holder) {
      CleanAtom task = new CleanAtom(holder);
      return Atom.named("clean")
          .version("1.0")
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      holder.clean();
      return null;
    }
  }

  static final class TellAtom implements TaskBody {
    private final PlaceVolume holder;

    private TellAtom(PlaceVolume holder) {
      this.holder = holder;
    }

    static Atom of(PlaceVolume holder) {
      TellAtom task = new TellAtom(holder);
      return Atom.named("tell")
          .version("1.0")
          .executes(task)
          .build();
    }

    @Override
    public @Nullable Object execute(Arguments in) throws Throwable {
      holder.tell();
      return null;
    }
  }

  static final class IsToBeCheckedDecider implements DeciderBody {
    static final Symbol<Long> VOLUME = Symbol.of("volume", Long.class);

    private final PlaceVolume holder;

    private IsToBeCheckedDecider(PlaceVolume holder) {
      this.holder = holder;
    }

    static ElementDecider of(PlaceVolume holder) {
      return ElementDecider.of(new IsToBeCheckedDecider(holder))
          .requires(VOLUME);
    }

    @Override
    public boolean decide(Arguments in) throws Throwable {
      long volume = in.get(0, VOLUME);
      return holder.isToBeChecked(volume);
    }
  }

  static final class FlowRetry {
    static final Symbol<Collection<String>> SERVERS = Symbol.of("servers",
        ValueType.of(Collection.class, ValueType.of(String.class)));

    static final Symbol<String> SERVER = Symbol.of("server", String.class);

    private FlowRetry() {
    }

    static RetryAtom of() {
      return Retries.parameterizedForEach(SERVERS).provides(SERVER);
    }
  }

  static final class UploadRetry {
    private UploadRetry() {
    }

    static RetryAtom of() {
      return Retries.by(
              RetryPolicy.attempts(5)
                  .delay(Duration.ofMillis(200))
                  .maxDelay(Duration.ofSeconds(60))
                  .backoff(1.5)
                  .jitter(0.25)
                  .on(IOException.class)
                  .notOn(FileNotFoundException.class)
                  .inTheEnd(RetryDecision.REVERT_ALL))
          .priority(5);
    }
  }

  static final class CheckRetry {
    static final Symbol<int[]> PORTS = Symbol.of("ports", int[].class);

    static final Symbol<Integer> PORT = Symbol.of("port", Integer.class);

    private CheckRetry() {
    }

    static RetryAtom of() {
      return Retries.limited(
              Retries.parameterizedForEachElement(PORTS, RetryDecision.REVERT_ALL).provides(PORT),
              RetryPolicy.attempts(4)
                  .inTheEnd(RetryDecision.REVERT_ALL));
    }
  }

  static final class CleanRetry {
    private CleanRetry() {
    }

    static RetryAtom of(PlaceVolume holder) {
      return RetryAtom.of(new PlaceVolume.Patient(holder));
    }
  }

  static final class TellRetry {
    private TellRetry() {
    }

    static RetryAtom of() {
      return Retries.by(
              RetryPolicy.attempts(3));
    }
  }
}
