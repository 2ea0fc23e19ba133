package io.backstitch.samples.gameupgrade;

import io.backstitch.samples.Terminal;
import java.util.Optional;

/** Asks the server itself whether everything is as it should be, and prints what it finds. */
final class Verification {

  private final Terminal terminal;
  private final ServerStatus before;
  private final Optional<ServerStatus> now;
  private boolean passed = true;

  private Verification(Terminal terminal, World world) throws Exception {
    this.terminal = terminal;
    this.before = world.before();
    this.now = ServerControl.status(world.server());
  }

  /** Checks that the new version serves the players of the old one. */
  static boolean isUpgraded(Terminal terminal, World world) throws Exception {
    return new Verification(terminal, world)
        .serves(World.NEW, DatabaseUpgrade.NEW, "the new version")
        .keptPlayers()
        .check(
            now -> now.columns().equals("id, name, score, level"),
            "the table has its new column, level")
        .passed;
  }

  /** Checks that the old version serves, and that its data is what it was. */
  static boolean isAsBefore(Terminal terminal, World world) throws Exception {
    return new Verification(terminal, world)
        .serves(World.OLD, DatabaseUpgrade.OLD, "the old version")
        .keptPlayers()
        .check(now -> now.columns().equals("id, name, score"), "the table has its old columns")
        .passed;
  }

  /** What is asked of the answer of the server. */
  @FunctionalInterface
  private interface Check {
    boolean test(ServerStatus now);
  }

  private Verification serves(AppVersion app, SchemaVersion schema, String which) {
    return check(
        now -> now.version().equals(app.number()) && now.schema() == schema.number(),
        String.format(
            "the server answers with %s: %s, schema %d", which, app.number(), schema.number()));
  }

  private Verification keptPlayers() {
    return check(
        now -> now.players() == before.players() && now.checksum().equals(before.checksum()),
        "all " + before.players() + " players are there, and what was known of them");
  }

  private Verification check(Check check, String what) {
    boolean good = now.filter(check::test).isPresent();
    terminal.check(good, what);
    passed &= good;
    return this;
  }
}
