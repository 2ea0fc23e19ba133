package demo.optional;

import io.backstitch.annotation.Flow;
import io.backstitch.annotation.Input;
import io.backstitch.annotation.Provides;
import io.backstitch.annotation.Requires;
import io.backstitch.annotation.Result;
import io.backstitch.annotation.Revert;
import io.backstitch.annotation.Task;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Flow
class Perhaps {

  @Task
  @Provides("found")
  Optional<List<String>> find(@Input @Nullable String pattern, @Input Optional<Integer> limit) {
    return Optional.empty();
  }

  @Revert("find")
  void forget(@Result Optional<List<String>> found) {}

  @Task
  @Provides("best")
  @Nullable String choose(Optional<List<String>> found) {
    return found.map(all -> all.get(0)).orElse(null);
  }

  @Task
  int report(@Requires(optional = true) String best, @Input("builder") boolean loud) {
    return 0;
  }

  @Revert("report")
  void unreport(@Result @Nullable Integer reported) {}
}
