/**
 * The runtime: flows, the engine that runs them, where runs are stored, and the front door {@link
 * io.backstitch.Backstitch}.
 *
 * <p>Value types of an application in a named module must be opened to {@code
 * tools.jackson.databind} when the default codec is to write them.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // H2 has no module descriptor, only a name
module io.backstitch {
  requires transitive io.backstitch.annotation;
  requires transitive java.sql;
  requires transitive org.jspecify;
  requires static com.h2database;
  requires org.jgrapht.core;
  requires transitive org.slf4j;
  requires tools.jackson.databind;

  exports io.backstitch;
  exports io.backstitch.engine;
  exports io.backstitch.executor;
  exports io.backstitch.flow;
  exports io.backstitch.graph;
  exports io.backstitch.listener;
  exports io.backstitch.machine;
  exports io.backstitch.persistence;
  exports io.backstitch.retry;
  exports io.backstitch.storage;
}
