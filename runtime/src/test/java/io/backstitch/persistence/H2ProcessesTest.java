package io.backstitch.persistence;

class H2ProcessesTest extends ProcessesContract {

  @Override
  StoreProcess.Kind kind() {
    return StoreProcess.Kind.H2_FILE;
  }
}
