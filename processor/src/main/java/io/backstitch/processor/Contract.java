package io.backstitch.processor;

import java.util.List;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What a flow takes and provides, as far as it can be told.
 *
 * @param fault why there is nothing to tell, if nobody else reports it
 * @param known whether the rest can be relied on
 * @param inputs what it takes, in order
 * @param outputs what it provides, in order
 */
record Contract(@Nullable String fault, boolean known, List<Part> inputs, List<Part> outputs) {

  /**
   * One symbol.
   *
   * @param name its name
   * @param type the type of its values
   * @param optional whether it may be absent
   */
  record Part(String name, TypeMirror type, boolean optional) {}

  static Contract of(List<Part> inputs, List<Part> outputs) {
    return new Contract(null, true, inputs, outputs);
  }

  /** Of a flow with mistakes, which are reported where they are: what it would have, probably. */
  static Contract uncertain(List<Part> inputs, List<Part> outputs) {
    return new Contract(null, false, inputs, outputs);
  }

  /** Of a flow of which nothing can be told, for a reason that is reported. */
  static Contract unknown() {
    return uncertain(List.of(), List.of());
  }

  static Contract refused(String fault) {
    return new Contract(fault, false, List.of(), List.of());
  }
}
