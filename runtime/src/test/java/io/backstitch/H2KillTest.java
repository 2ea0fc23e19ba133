package io.backstitch;

class H2KillTest extends KillContract {

  @Override
  String where() {
    return directory.resolve("runs").toString();
  }
}
