package io.backstitch.samples.tailfile;

/** What leads from one {@link TailState} to another. */
enum TailEvent {
  START,
  OPENED,
  MISSING,

  SEEK,
  BLOCK_READ,
  MORE_NEEDED,
  ENOUGH,

  BLOCK_COPIED,
  ALL_COPIED,
  NOBODY_READS,

  GREW,
  SHRANK,
  REPLACED,
  NOTHING_NEW,

  WOKEN,
  STOPPED
}
