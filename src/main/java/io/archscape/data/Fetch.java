package io.archscape.data;

import io.archscape.InputException;
import io.archscape.data.Remote.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/**
 * Downloads the published files of a data set. A file gets its name only once its checksum is
 * right; one that is there and right is kept.
 */
public final class Fetch {
  /** Notified of each file as it grows. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called after each chunk.
     *
     * @param bytes so far
     * @param total bytes in the whole file, where the server says so
     */
    void received(String file, long bytes, OptionalLong total);
  }

  private static final int CHUNK = 1 << 16;

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final Progress progress;

  public Fetch(Progress progress) {
    this.progress = progress;
  }

  /**
   * Gets every file that is not there yet.
   *
   * @param dataFolder the user's data folder, made where it is missing
   * @return where the files are
   * @throws InputException if a file cannot be had, written, or is not the published one
   */
  public List<Path> fetch(Remote remote, Path dataFolder) throws InterruptedException {
    List<Path> files = new ArrayList<>();
    for (RemoteFile file : remote.files()) {
      Path target = dataFolder.resolve(remote.folder()).resolve(file.name());
      URI from = remote.base().resolve(file.name());
      try {
        Files.createDirectories(target.toAbsolutePath().getParent());
        if (!Files.exists(target) || !md5(target).equals(file.md5())) {
          download(from, file, target);
        }
      } catch (IOException e) {
        throw new InputException(
            "%s must be reachable and %s writable, got: %s".formatted(from, target, e), e);
      }
      files.add(target);
    }
    return files;
  }

  /**
   * Not a {@link io.archscape.WholeFile}: two processes may fetch one file at once, and it is in
   * its place only if it is the published one.
   */
  private void download(URI from, RemoteFile file, Path target)
      throws IOException, InterruptedException {
    Path part = Files.createTempFile(target.toAbsolutePath().getParent(), file.name(), ".part");
    try {
      String md5 = receive(from, file.name(), part);
      if (!md5.equals(file.md5())) {
        throw new InputException(
            "%s must have the published MD5 %s, got %s".formatted(from, file.md5(), md5));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private String receive(URI from, String name, Path part)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(HttpRequest.newBuilder(from).build(), BodyHandlers.ofInputStream());
    try (DigestInputStream in = new DigestInputStream(response.body(), newMd5());
        OutputStream out = Files.newOutputStream(part)) {
      if (response.statusCode() != 200) {
        throw new InputException(
            "%s must answer with HTTP status 200, got %d".formatted(from, response.statusCode()));
      }
      OptionalLong total = response.headers().firstValueAsLong("Content-Length");
      byte[] chunk = new byte[CHUNK];
      long received = 0;
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        out.write(chunk, 0, n);
        received += n;
        progress.received(name, received, total);
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static String md5(Path file) throws IOException {
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), newMd5())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
