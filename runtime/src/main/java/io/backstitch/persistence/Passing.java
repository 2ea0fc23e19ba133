package io.backstitch.persistence;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells trouble of a database that passes from trouble that stays. */
final class Passing {

  /** Connections, and too many of them or too little memory. */
  private static final Set<String> CLASSES = Set.of("08", "53");

  private static final Set<String> STATES =
      Set.of(
          "40001", // Transactions could not be put in an order.
          "40P01", // They waited for each other.
          "55P03", // A lock was not to be had.
          "57014", // A statement took longer than it may, as when it waited for a lock.
          "57P01", // An administrator has ended the session.
          "57P02", // The server has crashed.
          "57P03", // It is starting or stopping.
          "90067", // H2: the connection is broken.
          "HYT00", // A time-out, in H2 for a lock.
          "HYT01");

  private static final Set<String> LASTING = Set.of("53100"); // The disk is full.

  private Passing() {}

  static boolean is(SQLException error) {
    for (SQLException e = error; e != null; e = next(e)) {
      String state = e.getSQLState();
      boolean isKnown =
          state != null
              && (STATES.contains(state)
                  || (state.length() == 5
                      && CLASSES.contains(state.substring(0, 2))
                      && !LASTING.contains(state)));
      if (isKnown || e instanceof SQLTransientException || e instanceof SQLRecoverableException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a transaction can't be committed because of what was done in it: a constraint is not
   * kept, or a statement had failed and nobody cared.
   */
  static boolean isOfTransaction(SQLException error) {
    String state = error.getSQLState();
    return state != null
        && (state.startsWith("23") // An integrity constraint.
            || state.startsWith("25") // The state of the transaction, such as one that has failed.
            || state.startsWith("P0") // What a trigger raises.
            || state.equals("40002") // A constraint that is looked at in the end.
            || state.equals("44000")); // What a view does not show.
  }

  /**
   * Whether it is trouble of a connection, not of the transaction on it; then another connection
   * than the one that is asked about may have it.
   */
  static boolean isOfConnection(SQLException error) {
    for (SQLException e = error; e != null; e = next(e)) {
      String state = e.getSQLState();
      if (e instanceof SQLTransientConnectionException
          || e instanceof SQLRecoverableException
          || (state != null
              && (state.startsWith("08") || state.startsWith("57P0") || state.equals("90067")))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable SQLException next(SQLException error) {
    SQLException next = error.getNextException();
    if (next != null) {
      return next;
    }
    return error.getCause() instanceof SQLException cause ? cause : null;
  }
}
