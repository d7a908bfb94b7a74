package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/extending.md shows compiles where it says, and works without anything else. */
class ExtendingTest {
  private static final Pattern SNIPPET =
      Pattern.compile(
          "<!-- (insert into|new file) (\\S+)(?: (at the end|before:) ?([^\n]*?))? -->\n"
              + "```java\n(.*?)```\n",
          Pattern.DOTALL);

  @TempDir static Path folder;
  private static Program program;
  private static Map<String, String> sources;

  @BeforeAll
  static void compile() throws IOException {
    sources = sources(Files.readString(Path.of("docs/extending.md")));
    List<File> files = new ArrayList<>(others());
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()).toFile());
    }
    Path classes = Files.createDirectory(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-implicit:none",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  said, manager, null, options, null, manager.getJavaFileObjectsFromFiles(files))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    program = Program.of(classes);
  }

  /** All other files of the program: whatever reads what was added must have an answer for it. */
  private static List<File> others() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      List<File> others =
          all.filter(file -> file.toString().endsWith(".java"))
              .filter(
                  file -> !sources.containsKey(file.toString().replace(File.separatorChar, '/')))
              .map(Path::toFile)
              .toList();
      assertThat(others).hasSizeGreaterThan(400);
      return others;
    }
  }

  /** The files that the document changes or adds, as they are then. */
  private static Map<String, String> sources(String document) throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    Matcher snippet = SNIPPET.matcher(document);
    while (snippet.find()) {
      String file = snippet.group(2);
      String code = snippet.group(5);
      if (snippet.group(1).equals("new file")) {
        assertThat(Path.of(file)).doesNotExist();
        sources.put(file, code);
      } else {
        String before =
            sources.containsKey(file) ? sources.get(file) : Files.readString(Path.of(file));
        int at =
            snippet.group(3).equals("before:")
                ? before.indexOf(snippet.group(4))
                : before.lastIndexOf('}');
        assertThat(at).as("%s has the place %s", file, snippet.group(4)).isPositive();
        sources.put(file, before.substring(0, at) + code + before.substring(at));
      }
    }
    return sources;
  }

  /** Runs the program with what was added, in this process. */
  private static String run(String... arguments) throws ReflectiveOperationException {
    return run(0, arguments);
  }

  private static String run(int code, String... arguments) throws ReflectiveOperationException {
    Method run =
        program
            .loadClass("io.archscape.cli.Main")
            .getDeclaredMethod("run", PrintStream.class, PrintStream.class, String[].class);
    run.setAccessible(true); // as cli's own tests call it
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(program);
    try {
      assertThat(run.invoke(null, both, both, arguments))
          .as(() -> out.toString(StandardCharsets.UTF_8))
          .isEqualTo(code);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * The program with what was added, apart from the one that the other tests use. SQLite is shared
   * with them: a process should load its native code once.
   */
  private static final class Program extends URLClassLoader {
    private static final String SHARED = "org.sqlite.";

    Program(URL[] path) {
      super(path, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      return name.startsWith(SHARED)
          ? ExtendingTest.class.getClassLoader().loadClass(name)
          : super.findClass(name);
    }

    boolean hasLoaded(String name) {
      return findLoadedClass(name) != null;
    }

    static Program of(Path classes) throws MalformedURLException {
      List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        path.add(Path.of(entry).toUri().toURL());
      }
      return new Program(path.toArray(URL[]::new));
    }
  }

  @AfterAll
  static void close() throws IOException {
    try (Program closed = program) {
      assertThat(closed.hasLoaded("io.archscape.cli.Main")).isTrue();
      assertThat(closed.hasLoaded("org.bytedeco.javacpp.Loader")).as("native code").isFalse();
    }
  }

  /** One file for an attention, two for each of the others. */
  @Test
  void aNewOneIsFewFiles() {
    assertThat(sources.keySet().stream().map(file -> file.replaceFirst(".*/archscape/", "")))
        .containsExactly(
            "arch/Attention.java",
            "arch/Block.java",
            "arch/BlockKind.java",
            "figures/ErrorAgainstActivations.java",
            "figures/FigureList.java",
            "exchange/StageTable.java",
            "exchange/ExportFormat.java");
  }

  @Test
  void aSpaceDrawsTheNewBlockAndTheNewAttention() throws Exception {
    String head =
        """
        type: anynet
        name: mine
        description: mine
        image: 32
        classes: 10
        stem: {type: simple_stem_in, width: 16}
        strides: [1, 2]
        d: {uniform: {low: 1, high: 2}}
        w: {choice: [16, 24]}
        widths: free
        depths: free
        monotone: sort
        """;
    Path separable = folder.resolve("separable.yaml");
    Files.writeString(
        separable, head + "block: separable\nkernel: {choice: [3, 5]}\nshareKernel: true\n");
    // 2^2 depths, 2^2 widths, 2 kernels
    assertThat(run("space", separable.toString(), "--json"))
        .contains("\"cardinality\":\"32\"", "\"distinct\":\"32\"", "\"dimensions\":5");
    assertThat(run("sample", separable.toString(), "-n", "3", "--seed", "1"))
        .contains("\"kernel\":", "\"type\":\"separable\"");
    Path attention = folder.resolve("ese.yaml");
    Files.writeString(
        attention, head + "block: res_basic_block\nattention: {choice: [none, ese]}\n");
    String samples = run("sample", attention.toString(), "-n", "8", "--seed", "1");
    assertThat(samples).contains("\"attention\":\"ese\"", "\"attention\":\"none\"");
    Path net = folder.resolve("net.jsonl");
    Files.writeString(net, samples.lines().filter(line -> line.contains("ese")).findFirst().get());
    assertThat(run("cost", net.toString(), "--layers")).contains("f.ese.fc");
    Path drawing = folder.resolve("net.svg");
    run("draw", net.toString(), "-o", drawing.toString());
    assertThat(Files.readString(drawing)).contains(">ese<");
    Path pycls = folder.resolve("pycls");
    assertThat(run(2, "export", net.toString(), "--format", "pycls", "-o", pycls.toString()))
        .contains("no attention in res_basic_block; got ese");
  }

  @Test
  void theNewFigureIsAFileAndOnThePage() throws Exception {
    Path page = folder.resolve("page.html");
    Path figures = folder.resolve("figures");
    run(
        "analyze",
        "experiments/cifar10-first",
        "-o",
        page.toString(),
        "--figures",
        figures.toString(),
        "--format",
        "csv");
    assertThat(figures.resolve("activations.csv")).exists();
    assertThat(Files.readString(page))
        .contains("id=\"picture-activations\"", "Error against activations.");
  }

  @Test
  void theNewFormatIsExported() throws Exception {
    Path out = folder.resolve("out");
    run("export", "resnet-18", "--format", "stages", "-o", out.toString());
    try (Stream<Path> files = Files.list(out)) {
      List<Path> written = files.toList();
      assertThat(written).hasSize(1);
      assertThat(Files.readString(written.get(0)))
          .isEqualTo("depth,width,stride\n2,64,1\n2,128,2\n2,256,2\n2,512,2\n");
    }
  }
}
