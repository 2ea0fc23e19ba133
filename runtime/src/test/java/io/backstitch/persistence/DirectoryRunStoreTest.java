package io.backstitch.persistence;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRunStoreTest extends ExclusiveStoreContract {

  @TempDir Path temp;

  @Override
  Persistence persistence() {
    return DirectoryPersistence.at(temp.resolve("new one/ü ~ %20/runs"));
  }
}
