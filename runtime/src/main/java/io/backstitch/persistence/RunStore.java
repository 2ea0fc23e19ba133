package io.backstitch.persistence;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open place where runs are stored. Whoever opened it is an owner: a run that it starts or
 * adopts is its own, and only its own runs can be written.
 *
 * <p>Safe for use by several threads; {@link #commit} is meant for one, the {@link Journal}'s.
 */
public interface RunStore extends AutoCloseable {

  /**
   * Whether a commit does no input or output and never waits, so that any thread may do it in
   * passing.
   *
   * @return true if so; the answer never changes
   */
  boolean isImmediate();

  /**
   * Stores what runs changed; durable when it returns. Sets of one run are applied in the order of
   * the list.
   *
   * <p>Of a batch that is refused nothing is stored. When it throws for another reason, the outcome
   * may be unknown, and another one for each run: of the sets of one run either all are stored or
   * none. Runs do not depend on each other, so nobody needs more. The same batch, or a part of it
   * with all sets of each of its runs, may then be committed again, and succeeds if the first time
   * had in fact succeeded.
   *
   * @param batch what changed, of any number of runs
   * @throws PersistenceException if the batch is refused, because of a {@link NewRun} whose id is
   *     taken, or a run that is not there or no longer this owner's; or if it could not be stored,
   *     or nobody knows
   */
  void commit(List<WriteSet> batch);

  /**
   * Reads a run.
   *
   * @param runId its id
   * @return the run, empty if there is none of that id
   * @throws PersistenceException if it can't be read
   */
  Optional<StoredRun> load(String runId);

  /**
   * Lists the runs that are neither done nor undone and could be {@linkplain #adopt adopted}, a
   * page at a time: those under way, unless with another owner that has not been shut out; those
   * that rest; and those in state FAILURE, which need a person.
   *
   * @param afterId the last id of the page before, or null for the first page
   * @param limit how many at most, at least 1
   * @return their ids in ascending order; fewer than the limit if there are no more
   * @throws PersistenceException if they can't be read
   */
  List<String> unfinished(@Nullable String afterId, int limit);

  /**
   * Shuts out all other owners that are dead, so that their runs can be adopted. Opening a store
   * does so, too; where one process at a time has a store open, there is nothing left to do.
   *
   * @throws PersistenceException if it can't be told who is dead
   */
  default void shutOutDead() {}

  /**
   * Makes this store's owner the owner of a run, unless the run is under way with another owner
   * that has not been shut out.
   *
   * @param runId the run's id
   * @return whether it is the owner's now
   * @throws PersistenceException if there is no such run, or this owner has been shut out
   */
  boolean adopt(String runId);

  /**
   * Whether others may have the place open at the same time, so that what concerns a run may have
   * to be sent to its owner.
   *
   * @return true if so; the answer never changes
   */
  default boolean isShared() {
    return false;
  }

  /**
   * Leaves a message for whoever owns a run, or will own it. It stays until a {@link WriteSet} of
   * the run consumes it, or it is dropped.
   *
   * @param runId the run's id
   * @param kind what is asked
   * @param why the reason, or null
   * @throws PersistenceException if it can't be stored
   * @throws UnsupportedOperationException if the place is not shared
   */
  default void send(String runId, MessageKind kind, @Nullable String why) {
    throw new UnsupportedOperationException("Nobody else has the runs of this store");
  }

  /**
   * Starts a run in a transaction of the caller, so that it is there if and only if that is
   * committed. It is nobody's until somebody adopts it.
   *
   * @param connection a connection to the place of this store, in a transaction
   * @param runId the run's id
   * @param run the run
   * @return how the run of that id was started before, and nothing is changed; empty if it is
   *     started now
   * @throws PersistenceException if it can't be stored
   * @throws UnsupportedOperationException if this is no database that others may open
   */
  default Optional<NewRun> start(Connection connection, String runId, NewRun run) {
    throw new UnsupportedOperationException("This store is no database that others can open");
  }

  /**
   * Reads what is new for this owner. One short question, which may be asked often.
   *
   * @return the news, a bounded number of each kind
   * @throws PersistenceException if they can't be read
   */
  default News news() {
    return News.NONE;
  }

  /**
   * Drops messages that have nobody to consume them any more.
   *
   * @param numbers their numbers
   * @throws PersistenceException if they can't be dropped
   */
  default void drop(List<Long> numbers) {}

  /**
   * Transactions in which tasks can run together with the record of their success.
   *
   * @return those of the database in which runs are stored; empty if they are stored elsewhere. The
   *     answer never changes
   */
  default Optional<Transactions> transactions() {
    return Optional.empty();
  }

  /**
   * What people ask of the runs that are stored, and how they tidy up.
   *
   * @return what to ask, good until this store is closed; the same each time
   */
  RunCatalog catalog();

  /**
   * Lets go of the place; everything committed stays. Closing again does nothing.
   *
   * @throws PersistenceException if it could not be closed in good order
   */
  @Override
  void close();
}
