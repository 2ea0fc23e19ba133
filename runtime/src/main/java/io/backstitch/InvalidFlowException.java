package io.backstitch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow, or what was handed to it, can't work, and only running it could show that: a flow built
 * by hand with a missing provider, an input that is null, two flows of one name.
 *
 * <p>It is thrown as soon as that shows: by the method that describes the atom or the flow if it
 * can tell by itself, otherwise when the flow is compiled. The message names the flow, the atoms
 * and the symbols, and says what to do. An argument that is wrong by itself, whatever the flow,
 * such as a blank name or id, or no attempts at all, is an {@link IllegalArgumentException}
 * instead.
 */
public class InvalidFlowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient @Nullable List<String> names;

  /**
   * Creates the exception.
   *
   * @param kind what is wrong
   * @param message what was found, where, and what to do
   */
  public InvalidFlowException(Kind kind, String message) {
    this(kind, message, List.of());
  }

  /**
   * Creates the exception.
   *
   * @param kind what is wrong
   * @param message what was found, where, and what to do
   * @param names what it is about, such as the parameters that nothing is there for
   */
  public InvalidFlowException(Kind kind, String message, List<String> names) {
    super(head(kind) + message);
    this.kind = kind;
    this.names = List.copyOf(names);
  }

  /**
   * Creates the exception with the error behind it.
   *
   * @param kind what is wrong
   * @param message what was found, where, and what to do
   * @param cause the error behind it
   */
  public InvalidFlowException(Kind kind, String message, Throwable cause) {
    super(head(kind) + message, cause);
    this.kind = kind;
    this.names = List.of();
  }

  /**
   * What is wrong.
   *
   * @return the kind, the same word that the compiler's message would carry where it has one
   */
  public Kind kind() {
    return kind;
  }

  /** The message without its head, to be told as part of another. */
  String problem() {
    return String.valueOf(getMessage()).substring(head(kind).length());
  }

  private static String head(Kind kind) {
    return "[Backstitch/" + kind.tag() + "] ";
  }

  /**
   * What it is about.
   *
   * @return for a missing provider the parameters that nothing is there for, for an unknown name
   *     that name; else perhaps empty
   */
  public List<String> names() {
    return names == null ? List.of() : names;
  }

  /** What can be wrong with a flow. Where the annotation processor finds the same, it says so. */
  public enum Kind {
    /** A required symbol is provided by nothing before it and is not given as an input. */
    MISSING_PROVIDER("MissingProvider"),
    /** A symbol is taken as another type than it is provided, or given, as. */
    TYPE_MISMATCH("TypeMismatch"),
    /** Several providers of a symbol, and nothing orders them. */
    AMBIGUOUS_PROVIDER("AmbiguousProvider"),
    /** Links form a loop. */
    CYCLE("Cycle"),
    /** Two atoms, or two registered flows, of one name. */
    DUPLICATE_NAME("DuplicateName"),
    /** A link, a target, or what changes an atom names something that is not there. */
    UNKNOWN_NAME("UnknownName"),
    /** An atom has nothing to do. */
    BAD_ATOM("BadAtom"),
    /** A result that can't become the symbols that an atom says it provides. */
    BAD_PROVIDES("BadProvides"),
    /** A retry controller where none can be: a second one, or one among the elements of a flow. */
    BAD_RETRY("BadRetry"),
    /** A flow that can't be part of another in the way that is asked for. */
    BAD_SUBFLOW("BadSubflow"),
    /** An input is missing or has the wrong type, or a run id is used for something else. */
    BAD_INPUT("BadInput"),
    /** A value's type can't be written as JSON and read back. */
    NOT_PERSISTABLE("NotPersistable"),
    /** A task takes the connection of a transaction, and runs are not stored in a database. */
    NOT_TRANSACTIONAL("NotTransactional"),
    /** A stored run does not fit the flow as it is now. */
    CHANGED_FLOW("ChangedFlow");

    private final String tag;

    Kind(String tag) {
      this.tag = tag;
    }

    /**
     * The word in the message's head.
     *
     * @return for example {@code MissingProvider}
     */
    public String tag() {
      return tag;
    }
  }
}
