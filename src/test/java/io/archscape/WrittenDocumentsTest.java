package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** README, CHANGES, docs and experiments name no class and no member that is not there. */
class WrittenDocumentsTest {
  private static final Pattern CLASS =
      Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})(?:\\.[A-Za-z_]+(?:\\(\\))?)?`");

  /** Words like {@code Block} may mean something else, but not with a member. */
  private static final Pattern MEMBER =
      Pattern.compile("`((?:[A-Z][a-z0-9]+)+)\\.([A-Za-z_]+)(?:\\(\\))?`");

  private static final Set<String> OF_OTHERS = Set.of("BaggingTrainer", "ElasticNetCDTrainer");

  /** Name to source. */
  private static final Map<String, String> CLASSES = new TreeMap<>();

  private static final StringBuilder DOCUMENTS = new StringBuilder();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      for (Path source : sources.filter(endsWith(".java")).toList()) {
        String name = source.getFileName().toString().replace(".java", "");
        CLASSES.merge(name, Files.readString(source), String::concat); // package-info
      }
    }
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> experiments = Files.list(Path.of("experiments"))) {
      Stream<Path> root = Stream.of(Path.of("README.md"), Path.of("CHANGES.md"));
      for (Path document :
          Stream.concat(root, Stream.concat(docs, experiments)).filter(endsWith(".md")).toList()) {
        DOCUMENTS.append(Files.readString(document)).append('\n');
      }
    }
  }

  private static Predicate<Path> endsWith(String ending) {
    return path -> path.toString().endsWith(ending);
  }

  @Test
  void everyClassNamedInADocumentIsThere() {
    Set<String> named = new TreeSet<>();
    CLASS.matcher(DOCUMENTS).results().forEach(match -> named.add(match.group(1)));
    named.removeAll(OF_OTHERS);
    assertThat(named).hasSizeGreaterThan(10).isSubsetOf(CLASSES.keySet());
  }

  @Test
  void everyMemberNamedInADocumentIsThere() {
    Set<String> named = new TreeSet<>();
    Set<String> absent = new TreeSet<>();
    for (MatchResult match : MEMBER.matcher(DOCUMENTS).results().toList()) {
      named.add(match.group());
      if (!declares(CLASSES.getOrDefault(match.group(1), ""), match.group(2))) {
        absent.add(match.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(5);
    assertThat(absent).isEmpty();
  }

  /** Behind a type, or at the beginning of a line as an enum's constant. */
  private static boolean declares(String source, String member) {
    return Pattern.compile("(?m)(?:[\\w>\\]] |^ +)" + member + "\\s*[(=;,){<]")
        .matcher(source)
        .find();
  }
}
