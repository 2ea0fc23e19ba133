package demo.collected;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Requires;
import io.backstitch.annotation.Task;
import java.util.List;
import java.util.Optional;

/** Lists of several symbols. */
@Flow
class Mirrors {

  @Task
  @Provides("primary")
  String primary() {
    return "p";
  }

  @Task
  @Provides("mirror")
  Optional<String> mirror() {
    return Optional.of("m");
  }

  @Task
  void compare(
      @Requires({"mirror", "primary"}) List<Optional<String>> both,
      String primary,
      @Requires(
              value = {"primary", "mirror"},
              optional = true)
          List<CharSequence> there,
      @Requires({"primary", "primary"}) List<?> twice) {}
}
