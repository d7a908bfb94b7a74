package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.archscape.InputException;
import io.archscape.data.Remote.RemoteFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {
  private static final byte[] CONTENT = "hello".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
  // python3 -c 'import hashlib; print(hashlib.md5(b"hello"*50000).hexdigest())'
  private static final String MD5 = "63bef39febf98a27ab742dbe6dede751";

  @TempDir Path temp;
  private HttpServer server;
  private URI base;
  private final List<String> asked = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/sets/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          if (path.endsWith(".bin")) {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
          } else if (path.endsWith(".cut")) {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
          } else {
            exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    server.start();
    base =
        URI.create(
            "http://%s:%d/sets/"
                .formatted(
                    server.getAddress().getAddress().getHostAddress(),
                    server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private List<Path> fetch(String... names) throws InterruptedException {
    List<RemoteFile> files = Stream.of(names).map(name -> new RemoteFile(name, MD5)).toList();
    return new Fetch((file, bytes, total) -> progress.add(file + " " + bytes + " " + total))
        .fetch(new Remote(base, "set", files), temp.resolve("data"));
  }

  @Test
  void putsEachFileInItsFolderAndReportsProgress() throws Exception {
    List<Path> files = fetch("a.bin", "b.bin");
    assertThat(files)
        .containsExactly(temp.resolve("data/set/a.bin"), temp.resolve("data/set/b.bin"));
    assertThat(files.get(1)).hasBinaryContent(CONTENT);
    assertThat(progress).contains("a.bin 250000 OptionalLong[250000]");
    assertNoOtherFiles("a.bin", "b.bin");
  }

  @Test
  void keepsWhatIsThereAndRightAndReplacesWhatIsWrong() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("data/set"));
    Files.write(folder.resolve("a.bin"), CONTENT);
    Files.write(folder.resolve("b.bin"), new byte[3]);
    fetch("a.bin", "b.bin");
    assertThat(asked).containsExactly("/sets/b.bin");
    assertThat(folder.resolve("b.bin")).hasBinaryContent(CONTENT);
  }

  @Test
  void aWrongChecksumLeavesNothingBehind() throws IOException {
    RemoteFile file = new RemoteFile("a.bin", "0".repeat(32));
    Remote remote = new Remote(base, "", List.of(file));
    assertThatThrownBy(() -> new Fetch((f, b, t) -> {}).fetch(remote, temp.resolve("data/set")))
        .isInstanceOf(InputException.class)
        .hasMessage(base + "a.bin must have the published MD5 " + "0".repeat(32) + ", got " + MD5);
    assertNoOtherFiles();
  }

  @Test
  void anErrorOfTheServerIsTold() throws IOException {
    assertThatThrownBy(() -> fetch("none"))
        .isInstanceOf(InputException.class)
        .hasMessage(base + "none must answer with HTTP status 200, got 404");
    assertNoOtherFiles();
  }

  @Test
  void aConnectionThatBreaksIsTold() throws IOException {
    assertThatThrownBy(() -> fetch("a.cut"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(base + "a.cut must be reachable");
    assertNoOtherFiles();
  }

  @Test
  void aServerThatIsNotThereIsTold() {
    server.stop(0);
    assertThatThrownBy(() -> fetch("a.bin"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(base + "a.bin must be reachable");
  }

  @Test
  void publishedFilesAreThoseThatAreRead() {
    assertThat(DataSource.CIFAR10.remote().orElseThrow().files())
        .extracting(RemoteFile::name)
        .containsExactly(Cifar.ARCHIVE);
    assertThat(DataSource.MNIST.remote().orElseThrow().files())
        .extracting(RemoteFile::name)
        .contains(IdxFile.TRAIN_IMAGES + ".gz", IdxFile.TEST_LABELS + ".gz")
        .hasSize(4);
    assertThat(DataSource.SHAPES.remote()).isEmpty();
  }

  private void assertNoOtherFiles(String... names) throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("data/set"))) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }
}
