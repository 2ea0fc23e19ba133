package io.backstitch.engine;

import io.backstitch.flow.ValueType;
import io.backstitch.persistence.Acknowledgement;
import io.backstitch.persistence.AtomRecord;
import io.backstitch.persistence.Transactions;
import io.backstitch.persistence.WriteSet;
import org.jspecify.annotations.Nullable;

/** Where the steps of a run are written, if they are written. */
public interface RunLog {

  /**
   * Stores a step.
   *
   * @param step what changes
   * @param acknowledgement called when it is stored, unless it is at once
   * @return true if it is stored already
   */
  boolean submit(WriteSet step, Acknowledgement acknowledgement);

  /**
   * Encodes a result, on the thread that made it.
   *
   * @param value the result
   * @param type its declared type
   * @return the text to store
   */
  String encode(@Nullable Object value, ValueType<?> type);

  /**
   * Decodes a result, on the thread that wants it.
   *
   * @param json the text that was stored
   * @param type its declared type
   * @return the result
   */
  @Nullable Object decode(String json, ValueType<?> type);

  /**
   * Calls a method in one transaction with the record of its success, on the thread of the caller.
   *
   * @param runId the run
   * @param work the method
   * @return what is stored now
   * @throws Throwable as {@link Transactions#run} does
   */
  AtomRecord transact(String runId, Transactions.Work work) throws Throwable;
}
