package io.backstitch;

class DirectoryKillTest extends KillContract {

  @Override
  String where() {
    return KilledProcess.DIRECTORY + directory.resolve("runs");
  }
}
