package io.backstitch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why an atom failed: the exception in a form that can be stored and read back.
 *
 * <p>Class names, messages and stack traces are kept as text, causes included; the exception object
 * itself is there only in the process where it was thrown. Immutable and safe to share.
 *
 * <p>The idea is TaskFlow's {@code Failure}: an error must outlive the process it happened in.
 */
public final class Failure {

  private static final int MAX_CAUSES = 32;

  private final String atom;
  private final String type;
  private final List<String> supertypes;
  private final @Nullable String message;
  private final String trace;
  private final @Nullable Failure cause;
  private final @Nullable Throwable thrown;
  private final boolean called;

  private Failure(
      String atom,
      String type,
      List<String> supertypes,
      @Nullable String message,
      String trace,
      @Nullable Failure cause,
      @Nullable Throwable thrown,
      boolean called) {
    this.atom = Objects.requireNonNull(atom, "atom");
    this.type = Objects.requireNonNull(type, "type");
    this.supertypes = List.copyOf(supertypes);
    this.message = message;
    this.trace = Objects.requireNonNull(trace, "trace");
    this.cause = cause;
    this.thrown = thrown;
    this.called = called;
  }

  /**
   * Captures an exception.
   *
   * @param atom the name of the atom that threw it
   * @param thrown the exception
   * @return the failure, which keeps the exception for as long as the process lives
   */
  public static Failure of(String atom, Throwable thrown) {
    return capture(atom, thrown, MAX_CAUSES);
  }

  /**
   * Restores a failure from what was stored.
   *
   * @param atom the name of the atom that failed
   * @param type the class name of the exception
   * @param supertypes the names of its superclasses, the nearest first
   * @param message the message of the exception, or null if it had none
   * @param trace the stack trace as text
   * @param cause what caused it, or null
   * @return the failure, without an exception object
   */
  public static Failure recorded(
      String atom,
      String type,
      List<String> supertypes,
      @Nullable String message,
      String trace,
      @Nullable Failure cause) {
    return new Failure(atom, type, supertypes, message, trace, cause, null, true);
  }

  private static Failure capture(String atom, Throwable thrown, int causesLeft) {
    // A chain of causes may be a loop; nobody reads beyond a few dozen anyway.
    Throwable cause = ask(thrown::getCause, null);
    Failure captured =
        cause == null || causesLeft == 0 ? null : capture(atom, cause, causesLeft - 1);
    return new Failure(
        atom,
        thrown.getClass().getName(),
        supertypesOf(thrown),
        messageOf(thrown),
        causesLeft == MAX_CAUSES ? traceOf(thrown) : "",
        captured,
        thrown,
        true);
  }

  /**
   * The same failure of an atom whose method was never called, so that there is nothing to undo.
   *
   * @return a new failure, which was not {@linkplain #wasCalled called}
   */
  public Failure beforeCall() {
    return new Failure(atom, type, supertypes, message, trace, cause, thrown, false);
  }

  private static List<String> supertypesOf(Throwable thrown) {
    List<String> names = new ArrayList<>();
    Class<?> at = thrown.getClass().getSuperclass();
    while (at != null && Throwable.class.isAssignableFrom(at)) {
      names.add(at.getName());
      at = at.getSuperclass();
    }
    return names;
  }

  private static @Nullable String messageOf(Throwable thrown) {
    return ask(thrown::getMessage, "(its message could not be read)");
  }

  private static String traceOf(Throwable thrown) {
    StringWriter text = new StringWriter();
    String unreadable = thrown.getClass().getName() + " (its stack trace could not be printed)";
    return Objects.requireNonNull(
        ask(
            () -> {
              try (PrintWriter out = new PrintWriter(text)) {
                thrown.printStackTrace(out);
              }
              return text.toString();
            },
            unreadable));
  }

  /** Asks an exception something. One whose answer fails must still be recorded as what it is. */
  private static <T> @Nullable T ask(Supplier<@Nullable T> question, @Nullable T ifItFails) {
    try {
      return question.get();
    } catch (StackOverflowError e) {
      return ifItFails;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return ifItFails;
    }
  }

  /**
   * The atom that failed.
   *
   * @return its name in the flow
   */
  public String atom() {
    return atom;
  }

  /**
   * Whether the method of the atom was called, or may have been.
   *
   * @return false if the atom failed before: a required argument was absent, or a decider failed.
   *     Then it has nothing to undo, and its revert is not called
   */
  public boolean wasCalled() {
    return called;
  }

  /**
   * The class of the exception.
   *
   * @return its binary name
   */
  public String type() {
    return type;
  }

  /**
   * The superclasses of the exception.
   *
   * @return their binary names, the nearest first; an unmodifiable list
   */
  public List<String> supertypes() {
    return supertypes;
  }

  /**
   * The message of the exception.
   *
   * @return the message, empty if it had none
   */
  public Optional<String> message() {
    return Optional.ofNullable(message);
  }

  /**
   * The stack trace, with its causes, as {@link Throwable#printStackTrace()} writes it.
   *
   * @return the text; empty for a cause, whose trace is part of the outermost one
   */
  public String trace() {
    return trace;
  }

  /**
   * What caused it.
   *
   * @return the cause, if the exception had one
   */
  public Optional<Failure> cause() {
    return Optional.ofNullable(cause);
  }

  /**
   * The exception.
   *
   * @return the one that was thrown, or a {@link RecordedException} in its place when it was thrown
   *     in another process
   */
  public Throwable exception() {
    return thrown != null ? thrown : new RecordedException(this);
  }

  /**
   * Whether the failure itself is of a class.
   *
   * @param exceptionClass a class of exceptions; a failure read back from storage is compared by
   *     the names of its class and its superclasses, as nothing loads a class by a stored name
   * @return true if it is, whatever caused it
   */
  public boolean isOf(Class<? extends Throwable> exceptionClass) {
    return thrown != null
        ? exceptionClass.isInstance(thrown)
        : type.equals(exceptionClass.getName()) || supertypes.contains(exceptionClass.getName());
  }

  /**
   * Whether the failure, or what caused it, is of a class.
   *
   * @param exceptionClass a class of exceptions; compared as by {@link #isOf}
   * @return true if it is
   */
  public boolean isCausedBy(Class<? extends Throwable> exceptionClass) {
    for (Failure f = this; f != null; f = f.cause) {
      if (f.isOf(exceptionClass)) {
        return true;
      }
    }
    return false;
  }

  /**
   * One line: the atom, the class and the message.
   *
   * @return for example {@code upgradeDatabase: java.sql.SQLException: no such table}
   */
  @Override
  public String toString() {
    return atom + ": " + type + (message == null ? "" : ": " + message);
  }
}
