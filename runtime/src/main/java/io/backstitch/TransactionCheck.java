package io.backstitch;

import io.backstitch.InvalidFlowException.Kind;
import io.backstitch.flow.Atom;
import io.backstitch.graph.CompiledFlow;
import java.util.ArrayList;
import java.util.List;

/** Refuses a flow with transactional atoms where there is no database for them. */
final class TransactionCheck {

  private TransactionCheck() {}

  /**
   * Checks a flow that is to run where there are no transactions.
   *
   * @param where why there are none, as the end of a sentence
   * @throws InvalidFlowException if an atom of it needs one
   */
  static void refuse(FlowDefinition<?> flow, String where) {
    List<String> needing = needing(flow.graph());
    if (!needing.isEmpty()) {
      throw new InvalidFlowException(
          Kind.NOT_TRANSACTIONAL,
          "Flow '%s' can't run here: '%s' takes a Connection, that of a transaction with the record of the run, but %s; use a Backstitch over JdbcPersistence, JdbcPersistence.h2(path) if there is no server"
              .formatted(flow.name(), String.join("', '", needing), where),
          needing);
    }
  }

  private static List<String> needing(CompiledFlow graph) {
    List<String> names = new ArrayList<>();
    for (int node = 0; node < graph.size(); node++) {
      Atom atom = graph.atom(node);
      if (atom != null && (atom.isTransactional() || atom.isRevertTransactional())) {
        names.add(atom.name());
      }
    }
    return names;
  }
}
