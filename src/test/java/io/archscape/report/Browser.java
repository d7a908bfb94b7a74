package io.archscape.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium, spoken to by its DevTools protocol. No driver or download is needed beyond a
 * browser on the PATH, or in ARCHSCAPE_CHROMIUM.
 */
final class Browser implements AutoCloseable, WebSocket.Listener {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final long PATIENCE_SECONDS = 30;

  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final Process process;
  private final Path profile;
  private final WebSocket socket;

  private Browser(Process process, Path profile, String address) {
    this.process = process;
    this.profile = profile;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), this)
            .join();
  }

  static Optional<Path> find() {
    String told = System.getenv("ARCHSCAPE_CHROMIUM");
    if (told != null) {
      return Optional.of(Path.of(told)).filter(Files::isExecutable);
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("archscape-browser");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox", // which a container has no rights for
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--no-default-browser-check",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String prefix = "DevTools listening on ";
    String line = said.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = said.readLine();
    }
    if (line == null) {
      throw new IOException(program + " did not start");
    }
    Thread drain = new Thread(() -> said.lines().forEach(more -> {}), "browser output");
    drain.setDaemon(true);
    drain.start();
    return new Browser(process, profile, line.substring(prefix.length()));
  }

  /** A tab of its own. */
  Page open(Path file, int width, int height, boolean dark) {
    JsonNode target = call("", "Target.createTarget", Map.of("url", "about:blank"));
    Map<String, Object> attach =
        Map.of("targetId", target.get("targetId").asText(), "flatten", true);
    Page page = new Page(call("", "Target.attachToTarget", attach).get("sessionId").asText());
    List.of("Page", "Runtime", "Log", "Network").forEach(domain -> page.call(domain + ".enable"));
    page.resize(width, height);
    page.dark(dark);
    page.call("Page.navigate", Map.of("url", file.toUri().toString()));
    page.await("document.readyState === 'complete'");
    return page;
  }

  /** What can be done with a tab, and what it told. */
  final class Page {
    private final String session;

    private Page(String session) {
      this.session = session;
    }

    JsonNode call(String method) {
      return call(method, Map.of());
    }

    JsonNode call(String method, Map<String, ?> parameters) {
      return Browser.this.call(session, method, parameters);
    }

    void resize(int width, int height) {
      call(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    void dark(boolean dark) {
      Map<String, String> feature =
          Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
      call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** The value of an expression, after the promise if it is one. */
    JsonNode eval(String expression) {
      JsonNode answer =
          call(
              "Runtime.evaluate",
              Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
      if (answer.has("exceptionDetails")) {
        throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
      }
      return answer.get("result").path("value");
    }

    String text(String selector) {
      return eval("document.querySelector(" + quoted(selector) + ").textContent").asText();
    }

    void await(String condition) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!eval(condition).asBoolean()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("never became true: " + condition);
        }
        sleep();
      }
    }

    void mouse(String type, double x, double y) {
      boolean move = type.equals("mouseMoved");
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type", type,
              "x", x,
              "y", y,
              "button", move ? "none" : "left",
              "clickCount", move ? 0 : 1));
    }

    void click(String selector) {
      eval(
          "document.querySelector(%s).scrollIntoView({block: 'center', behavior: 'instant'})"
              .formatted(quoted(selector)));
      JsonNode at =
          eval(
              "(() => { const r = document.querySelector(%s).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
                  .formatted(quoted(selector)));
      mouse("mousePressed", at.get(0).asDouble(), at.get(1).asDouble());
      mouse("mouseReleased", at.get(0).asDouble(), at.get(1).asDouble());
    }

    /** A key by its name in the DOM, as {@code Tab} or {@code ArrowRight}. */
    void key(String name, int code) {
      for (String type : List.of("rawKeyDown", "keyUp")) {
        call(
            "Input.dispatchKeyEvent",
            Map.of("type", type, "key", name, "code", name, "windowsVirtualKeyCode", code));
      }
    }

    byte[] bytes(String method, Map<String, ?> parameters) throws IOException {
      return call(method, parameters).get("data").binaryValue();
    }

    /** Errors and warnings of the console, uncaught exceptions, broken policies. */
    List<String> complaints() {
      return events.stream()
          .filter(event -> event.path("sessionId").asText().equals(session))
          .filter(
              event ->
                  List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
                      .contains(event.get("method").asText()))
          .map(JsonNode::toString)
          .toList();
    }

    /** Addresses asked for, the page's own and data in it left out. */
    List<String> requests() {
      return events.stream()
          .filter(event -> event.path("sessionId").asText().equals(session))
          .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
          .map(event -> event.at("/params/request/url").asText())
          .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
          .toList();
    }

    void close() {
      call("Page.close");
    }
  }

  private JsonNode call(String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    ObjectNode message = json.createObjectNode().put("id", id).put("method", method);
    message.set("params", json.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode said = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (said.has("error")) {
      throw new AssertionError(method + ": " + said.get("error"));
    }
    return said.get("result");
  }

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      String whole = part.toString();
      part.setLength(0);
      received(whole);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  private void received(String text) {
    try {
      JsonNode message = json.readTree(text);
      if (message.has("id")) {
        waiting.remove(message.get("id").asInt()).complete(message);
      } else {
        events.add(message);
      }
    } catch (IOException e) {
      throw new IllegalStateException("no JSON: " + text, e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
    process.descendants().forEach(all::add);
    for (ProcessHandle one : all) { // the first of them first, which would start others again
      one.destroyForcibly();
    }
    for (ProcessHandle one : all) {
      one.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
