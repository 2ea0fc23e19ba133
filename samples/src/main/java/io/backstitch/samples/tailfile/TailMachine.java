package io.backstitch.samples.tailfile;

import static io.backstitch.samples.tailfile.TailEvent.ALL_COPIED;
import static io.backstitch.samples.tailfile.TailEvent.BLOCK_COPIED;
import static io.backstitch.samples.tailfile.TailEvent.BLOCK_READ;
import static io.backstitch.samples.tailfile.TailEvent.ENOUGH;
import static io.backstitch.samples.tailfile.TailEvent.GREW;
import static io.backstitch.samples.tailfile.TailEvent.MISSING;
import static io.backstitch.samples.tailfile.TailEvent.MORE_NEEDED;
import static io.backstitch.samples.tailfile.TailEvent.NOBODY_READS;
import static io.backstitch.samples.tailfile.TailEvent.NOTHING_NEW;
import static io.backstitch.samples.tailfile.TailEvent.OPENED;
import static io.backstitch.samples.tailfile.TailEvent.REPLACED;
import static io.backstitch.samples.tailfile.TailEvent.SEEK;
import static io.backstitch.samples.tailfile.TailEvent.SHRANK;
import static io.backstitch.samples.tailfile.TailEvent.START;
import static io.backstitch.samples.tailfile.TailEvent.STOPPED;
import static io.backstitch.samples.tailfile.TailEvent.WOKEN;
import static io.backstitch.samples.tailfile.TailState.Main.COPYING;
import static io.backstitch.samples.tailfile.TailState.Main.DRAINING;
import static io.backstitch.samples.tailfile.TailState.Main.ENDED;
import static io.backstitch.samples.tailfile.TailState.Main.EXAMINING;
import static io.backstitch.samples.tailfile.TailState.Main.NEW;
import static io.backstitch.samples.tailfile.TailState.Main.OPENING;
import static io.backstitch.samples.tailfile.TailState.Main.REWINDING;
import static io.backstitch.samples.tailfile.TailState.Main.SEEKING;
import static io.backstitch.samples.tailfile.TailState.Main.SWITCHING;
import static io.backstitch.samples.tailfile.TailState.Main.WAITING;
import static io.backstitch.samples.tailfile.TailState.Seek.AT_END;
import static io.backstitch.samples.tailfile.TailState.Seek.COUNTING;
import static io.backstitch.samples.tailfile.TailState.Seek.FOUND;
import static io.backstitch.samples.tailfile.TailState.Seek.READING;

import io.backstitch.machine.Reaction;
import io.backstitch.machine.StateMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The machines that show the end of a file. What a state does answers with the next event. */
final class TailMachine {

  /** Finds where the last lines begin, in blocks from the end of the file backwards. */
  private static final StateMachine<TailState.Seek, TailEvent, Tail> LAST_LINES =
      StateMachine.<TailState.Seek, TailEvent, Tail>startingIn(AT_END)
          .on(AT_END, SEEK, READING)
          .react(READING, io(tail -> tail.lastLines().readBlock()))
          .on(READING, BLOCK_READ, COUNTING)
          .react(COUNTING, io(tail -> tail.lastLines().countLines()))
          .on(COUNTING, MORE_NEEDED, READING)
          .on(COUNTING, ENOUGH, FOUND)
          .endingIn(FOUND)
          .build();

  /** Shows the last lines, then what is added to the file. */
  static final StateMachine<TailState, TailEvent, Tail> FOLLOWING =
      StateMachine.<TailState, TailEvent, Tail>startingIn(NEW)
          .on(NEW, START, OPENING)
          .react(OPENING, io(Tail::open))
          .on(OPENING, OPENED, SEEKING)
          .nest(SEEKING, LAST_LINES, SEEK, Map.of(FOUND, ENOUGH))
          .on(SEEKING, ENOUGH, COPYING)
          .onExit(SEEKING, (tail, event) -> tail.skipToLastLines())
          .react(COPYING, io(Tail::copyBlock))
          .on(COPYING, BLOCK_COPIED, COPYING)
          .on(COPYING, ALL_COPIED, EXAMINING)
          .on(COPYING, NOBODY_READS, ENDED)
          .react(EXAMINING, io(Tail::examine))
          .on(EXAMINING, GREW, COPYING)
          .on(EXAMINING, SHRANK, REWINDING)
          .on(EXAMINING, REPLACED, DRAINING)
          .on(EXAMINING, NOTHING_NEW, WAITING)
          .react(WAITING, io(Tail::await))
          .on(WAITING, WOKEN, EXAMINING)
          .on(WAITING, STOPPED, ENDED)
          .react(REWINDING, io(Tail::rewind))
          .on(REWINDING, GREW, COPYING)
          .react(DRAINING, io(Tail::copyBlock))
          .on(DRAINING, BLOCK_COPIED, DRAINING)
          .on(DRAINING, ALL_COPIED, SWITCHING)
          .on(DRAINING, NOBODY_READS, ENDED)
          .react(SWITCHING, io(Tail::switchFile))
          .on(SWITCHING, OPENED, COPYING)
          .on(SWITCHING, MISSING, WAITING)
          .endingIn(ENDED)
          .build();

  /** Shows the last lines. */
  static final StateMachine<TailState, TailEvent, Tail> ONCE =
      FOLLOWING.toBuilder().redirect(COPYING, ALL_COPIED, ENDED).build();

  private TailMachine() {}

  /** What a state does with files. */
  @FunctionalInterface
  private interface FileReaction {
    TailEvent react(Tail tail) throws IOException;
  }

  private static Reaction<TailEvent, Tail> io(FileReaction reaction) {
    return tail -> {
      try {
        return reaction.react(tail);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
