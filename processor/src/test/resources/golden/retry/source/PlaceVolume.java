package demo.retry;

import io.backstitch.annotation.Decider;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Retry;
import io.backstitch.annotation.RetryScope;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/** What is tried again: the whole flow with one server after the other, and single tasks. */
@Flow
@Retry(forEach = "servers", as = "server")
public class PlaceVolume {

  private final int patience = 7;

  @Task
  @Provides("volume")
  long create(String server, @Input long size) {
    return size + server.length();
  }

  @Revert("create")
  void delete(String server) {}

  @Task(priority = 5)
  @Retry(
      attempts = 5,
      delay = "200ms",
      maxDelay = "PT1M",
      backoff = 1.5,
      jitter = 0.25,
      on = IOException.class,
      notOn = FileNotFoundException.class,
      scope = RetryScope.ALL)
  void upload(long volume, @Input List<String> files) {}

  @Decider("check")
  boolean isToBeChecked(long volume) {
    return volume > 0;
  }

  @Task(after = "upload")
  @Retry(forEach = "ports", as = "port", attempts = 4, scope = RetryScope.ALL)
  @Provides("open")
  int check(int port) {
    return port;
  }

  @Task
  @Provides("ports")
  int[] ports() {
    return new int[] {22, 23};
  }

  @Task(after = "check")
  @Retry(controller = Patient.class)
  void clean() {}

  @Task
  @Retry
  void tell() {}

  static final class Patient implements RetryController {

    private final PlaceVolume flow;

    Patient(PlaceVolume flow) {
      this.flow = flow;
    }

    @Override
    public RetryDecision onFailure(RetryHistory history, Arguments in) {
      return history.size() < flow.patience ? RetryDecision.RETRY : RetryDecision.REVERT;
    }
  }
}
