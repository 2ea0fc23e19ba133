package io.backstitch.processor;

/** The kinds of messages; docs/diagnostics.md has an entry for each. */
enum Kind {
  AMBIGUOUS_PROVIDER("AmbiguousProvider"),
  BAD_ANNOTATION("BadAnnotation"),
  BAD_DECIDER("BadDecider"),
  BAD_OPTION("BadOption"),
  BAD_PROVIDES("BadProvides"),
  BAD_RETRY("BadRetry"),
  BAD_REVERT("BadRevert"),
  BAD_SUBFLOW("BadSubflow"),
  CYCLE("Cycle"),
  DUPLICATE_NAME("DuplicateName"),
  GENERIC_NOT_BINDABLE("GenericNotBindable"),
  INPUT_CONFLICT("InputConflict"),
  INTERNAL_ERROR("InternalError"),
  MISSING_PROVIDER("MissingProvider"),
  NOT_ACCESSIBLE("NotAccessible"),
  NOT_PERSISTABLE("NotPersistable"),
  SKIPPED_VALUE("SkippedValue"),
  TYPE_MISMATCH("TypeMismatch"),
  UNKNOWN_TASK("UnknownTask"),
  UNUSED_SYMBOL("UnusedSymbol"),
  VARARGS_NOT_BINDABLE("VarargsNotBindable");

  private final String tag;

  Kind(String tag) {
    this.tag = tag;
  }

  /**
   * The tag with which a message starts, and which silences a warning: {@code Backstitch/Cycle}.
   */
  String tag() {
    return "Backstitch/" + tag;
  }
}
