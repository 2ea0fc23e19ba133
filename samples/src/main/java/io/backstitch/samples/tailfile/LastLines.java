package io.backstitch.samples.tailfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Finds where the last lines of a file begin. Only one block of the file is in memory, however long
 * its lines are.
 *
 * <p>It looks for the byte of the newline. In UTF-8 no other character has that byte in it, so it
 * does not matter where the border of a block cuts a character; nor where it cuts a carriage return
 * from its newline, as the line begins after both.
 */
final class LastLines {

  private static final byte NEWLINE = '\n';

  private final FileChannel file;
  private final long end;
  private final long wanted;
  private final ByteBuffer block;

  private long blockBegin;
  private long begin;
  private long newlines;

  LastLines(FileChannel file, int wanted, int blockSize) throws IOException {
    this.file = file;
    this.end = file.size();
    this.wanted = wanted;
    this.block = ByteBuffer.allocate(blockSize);
    this.blockBegin = end;
  }

  /** Reads the block before the one that was read last. */
  TailEvent readBlock() throws IOException {
    int size = (int) Math.min(block.capacity(), blockBegin);
    blockBegin -= size;
    block.clear().limit(size);
    while (block.hasRemaining() && file.read(block, blockBegin + block.position()) >= 0) {
      // A read may give less than was asked for. If the file has become shorter, there is no more.
    }
    block.flip();
    return TailEvent.BLOCK_READ;
  }

  /** Counts the ends of lines in the block, from its end backwards. */
  TailEvent countLines() {
    if (wanted == 0) {
      begin = end;
      return TailEvent.ENOUGH;
    }
    for (int i = block.limit() - 1; i >= 0; i--) {
      boolean endsLastLine = blockBegin + i == end - 1;
      if (block.get(i) == NEWLINE && !endsLastLine && ++newlines == wanted) {
        begin = blockBegin + i + 1;
        return TailEvent.ENOUGH;
      }
    }
    if (blockBegin == 0) {
      begin = 0;
      return TailEvent.ENOUGH;
    }
    return TailEvent.MORE_NEEDED;
  }

  /** Where the last lines begin, once that is found. */
  long begin() {
    return begin;
  }
}
