package io.backstitch.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may write: each store that is opened is an owner with a number, higher than those before it,
 * and is shut out for good when it is dead. Where several processes share a database, an owner has
 * a lease, which it renews while it lives.
 *
 * <p>Whoever writes holds a share of the row of its owner until the commit; whoever shuts an owner
 * out has the row for itself. So no write of an owner comes after the moment in which others may
 * have its runs. The lease is in a table of its own, so that renewing it waits for no write.
 *
 * <p>Works on the connection of its caller, which commits each statement by itself.
 */
final class Ownership {

  private static final String LEASE = "current_timestamp + interval '10' second";

  private Ownership() {}

  /** Makes a new owner. */
  static long take(Connection connection, Database database) throws SQLException {
    connection.setAutoCommit(false);
    long number = insert(connection);
    if (!database.isOurs()) {
      try (PreparedStatement lease =
          connection.prepareStatement(
              "insert into backstitch_lease (number, until) values (?, " + LEASE + ")")) {
        lease.setLong(1, number);
        lease.executeUpdate();
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    shutOutDead(connection, database, number);
    return number;
  }

  private static long insert(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into backstitch_owner (place, opened_at, fenced)"
                + " values (?, current_timestamp, false)",
            new String[] {"number"})) {
      insert.setString(1, Place.here().toString());
      insert.executeUpdate();
      try (ResultSet key = insert.getGeneratedKeys()) {
        if (!key.next()) {
          throw new SQLException("The database gave no number to the new owner");
        }
        return key.getLong(1);
      }
    }
  }

  /**
   * Shuts out all other owners that are dead: where nobody else can have the database open, all.
   *
   * @param number this owner
   */
  static void shutOutDead(Connection connection, Database database, long number)
      throws SQLException {
    if (database.isOurs()) {
      try (PreparedStatement fence =
          connection.prepareStatement(
              "update backstitch_owner set fenced = true where number < ? and not fenced")) {
        fence.setLong(1, number);
        fence.executeUpdate();
      }
      return;
    }
    for (long dead : seeminglyDead(connection, number)) {
      shutOut(connection, dead);
    }
  }

  private static List<Long> seeminglyDead(Connection connection, long number) throws SQLException {
    List<Long> dead = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select o.number, o.place, l.until < current_timestamp from backstitch_owner o"
                + " join backstitch_lease l on l.number = o.number"
                + " where not o.fenced and o.number <> ?")) {
      select.setLong(1, number);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (Place.of(row.getString(2)).isSurelyDead() || row.getBoolean(3)) {
            dead.add(row.getLong(1));
          }
        }
      }
    }
    return dead;
  }

  /** Waits for writes that are under way, and looks again: it may have been slow, and not dead. */
  private static void shutOut(Connection connection, long number) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement lock =
            connection.prepareStatement(
                "select place from backstitch_owner where number = ? and not fenced for update");
        PreparedStatement lease =
            connection.prepareStatement(
                "select until < current_timestamp from backstitch_lease where number = ?")) {
      lock.setLong(1, number);
      lease.setLong(1, number);
      try (ResultSet owner = lock.executeQuery()) {
        if (owner.next()) {
          try (ResultSet until = lease.executeQuery()) {
            if (Place.of(owner.getString(1)).isSurelyDead()
                || !until.next()
                || until.getBoolean(1)) {
              fence(connection, number);
            }
          }
        }
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /**
   * Shuts an owner out for good; whoever closes does so with itself, so that nobody has to wait.
   */
  static void fence(Connection connection, long number) throws SQLException {
    try (PreparedStatement fence =
        connection.prepareStatement("update backstitch_owner set fenced = true where number = ?")) {
      fence.setLong(1, number);
      fence.executeUpdate();
    }
  }

  /**
   * Renews a lease.
   *
   * @return whether the owner has not been shut out
   */
  static boolean renew(Connection connection, long number) throws SQLException {
    try (PreparedStatement renew =
        connection.prepareStatement(
            "update backstitch_lease set until = " + LEASE + " where number = ?")) {
      renew.setLong(1, number);
      renew.executeUpdate();
    }
    return isOwner(connection, number);
  }

  /** Whether an owner has not been shut out; it may be in the next moment. */
  static boolean isOwner(Connection connection, long number) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select number from backstitch_owner where number = ? and not fenced")) {
      select.setLong(1, number);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
