package demo.parts;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Result;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Flow
class Pieces {

  record Endpoint<T>(T host, int port, @Nullable String user, Optional<String> zone) {}

  @Task
  @Provides({"primary", "mirror"})
  List<String> pair() {
    return List.of("a", "b");
  }

  @Revert("pair")
  void forgetPair(@Result Optional<List<String>> pair) {}

  @Task
  @Provides({"left", "right"})
  int[] numbers() {
    return new int[] {1, 2};
  }

  @Task
  @Provides({"small", "large"})
  Map<String, ? extends Number> sizes() {
    return Map.of("small", 1, "large", 2);
  }

  @Task
  @Provides(unpack = true)
  Endpoint<String> boot() {
    return new Endpoint<>("localhost", 80, null, Optional.empty());
  }

  @Task
  void connect(String host, int port, @Nullable String user, Optional<String> zone) {}
}
