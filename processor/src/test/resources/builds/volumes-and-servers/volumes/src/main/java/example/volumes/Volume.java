package example.volumes;

/**
 * Room on a disk.
 *
 * @param path where it is
 * @param size how large it is, in GiB
 */
public record Volume(String path, int size) {}
