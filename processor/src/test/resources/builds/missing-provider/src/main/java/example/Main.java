package example;

/** Uses what is generated, and does compile. */
final class Main {

  private Main() {}

  public static void main(String[] args) {
    NightlyFlow.of(new Nightly()).run();
  }
}
