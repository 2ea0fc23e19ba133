package io.backstitch.engine;

import io.backstitch.flow.ValueType;
import io.backstitch.persistence.Acknowledgement;
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
}
