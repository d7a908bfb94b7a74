package io.archscape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One process at a time is at work on a folder. The operating system drops the lock when its
 * process ends, however it ends: a file left behind blocks nobody. It holds {@code pid host} for
 * the message to the second.
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = "lock";
  private static final int TEXT_BYTES = 512;

  /**
   * The files that this process has locked. Global, since the lock is: POSIX drops it as soon as
   * the process closes any channel to the file, so none may be opened to ask whether it is held.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a folder for this process.
   *
   * @param refusal what is thrown if the folder is locked already, of who has: {@code process 12 on
   *     some-host}
   */
  public static FolderLock take(Path folder, Function<String, InputException> refusal)
      throws IOException {
    Path file = folder.toRealPath().resolve(NAME);
    if (!HELD.add(file)) {
      throw refusal.apply(self());
    }
    try {
      return new FolderLock(file, locked(folder.resolve(NAME), refusal));
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static FileChannel locked(Path file, Function<String, InputException> refusal)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (!lock(channel)) {
        throw refusal.apply(holder(channel));
      }
      write(channel, ProcessHandle.current().pid() + " " + MachineFacts.host() + "\n");
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Who has locked a folder now; empty if nobody has. */
  public static Optional<String> holder(Path folder) throws IOException {
    if (Files.notExists(folder.resolve(NAME))) {
      return Optional.empty();
    }
    Path file = folder.toRealPath().resolve(NAME);
    if (HELD.contains(file)) {
      return Optional.of(self());
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return lock(channel) ? Optional.empty() : Optional.of(holder(channel));
    }
  }

  /** Locks a byte far behind the text, which stays readable where locks are mandatory. */
  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this very process, under another name
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String self() {
    return "process " + ProcessHandle.current().pid() + " on " + MachineFacts.host();
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(TEXT_BYTES);
    channel.read(bytes, 0);
    String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    int space = text.indexOf(' ');
    return space < 0
        ? "another process"
        : "process " + text.substring(0, space) + " on " + text.substring(space + 1);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
