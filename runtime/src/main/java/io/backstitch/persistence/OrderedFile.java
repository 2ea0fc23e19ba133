package io.backstitch.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file of H2 that reaches the disk in the order in which H2 relies on it, though a disk may write
 * in any order: the end of a chunk, which tells that it is whole, after the rest of it, and the
 * header, which names a chunk, after the chunk. Public for H2 alone, which makes instances of it.
 */
@SuppressWarnings("exports") // nobody but H2 needs the types of H2 in it
public final class OrderedFile extends FilePathWrapper {

  static final String SCHEME = "backstitch-ordered";

  private static final int BLOCK = 4096;

  /** Creates one for H2 to fill. */
  public OrderedFile() {}

  static void register() {
    FilePath.register(new OrderedFile());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(FilePath.get("async:" + unwrap()).open(mode));
  }

  private static final class Channel extends FileBaseDefault {

    private final FileChannel file;

    Channel(FileChannel file) {
      this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      int length = bytes.remaining();
      // The header is there twice, in the first two blocks.
      int atOnce = position < 2 * BLOCK ? BLOCK : length - BLOCK;
      if (position < 2 * BLOCK) {
        file.force(false);
      }
      if (atOnce > 0 && atOnce < length) {
        ByteBuffer first = bytes.duplicate();
        first.limit(first.position() + atOnce);
        writeAll(first, position);
        file.force(false);
        bytes.position(bytes.position() + atOnce);
        writeAll(bytes, position + atOnce);
      } else {
        writeAll(bytes, position);
      }
      return length;
    }

    private void writeAll(ByteBuffer bytes, long position) throws IOException {
      long at = position;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return file.read(bytes, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
