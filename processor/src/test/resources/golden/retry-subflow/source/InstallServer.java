package demo.retrysubflow;

import io.backstitch.annotation.Decider;
import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Retry;
import io.backstitch.annotation.Subflow;
import io.backstitch.annotation.Task;
import io.backstitch.flow.Arguments;
import io.backstitch.flow.RetryController;
import io.backstitch.flow.RetryDecision;
import io.backstitch.flow.RetryHistory;
import java.util.List;
import java.util.Optional;

/** Tries its sub-flows again: one with each value, one as often as it says, one as it likes. */
@Flow("install-server")
record InstallServer(
    @Subflow(rename = {"server=mirror", "image=system"})
        @Retry(forEach = "mirrors", as = "mirror", attempts = 5)
        FetchImage system,
    @Subflow(name = "tools-image", rename = {"server=toolServer", "name=tool", "image=tools"})
        @Retry(attempts = 4, delay = "1s")
        FetchImage tools,
    @Subflow(rename = {"server=toolServer", "name=font", "image=fonts"})
        @Retry(controller = Patient.class)
        FetchImage fonts) {

  @Task
  @Provides("mirrors")
  List<String> mirrors(@Input List<String> known) {
    return known;
  }

  @Decider("tools-image")
  boolean wantsTools(@Input boolean full) {
    return full;
  }

  @Task(after = "fonts")
  void boot(String system, Optional<String> tools) {}

  /** Decides with what the flow knows. */
  record Patient(InstallServer server) implements RetryController {
    @Override
    public RetryDecision onFailure(RetryHistory history, Arguments in) {
      return RetryDecision.RETRY;
    }
  }
}
