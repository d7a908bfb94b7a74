package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the README's commands, in order. What takes minutes is run with fewer models; what needs
 * CIFAR-10 or the network is only parsed. Files are written to a temporary folder.
 */
class ReadmeTest {
  private static final Set<String> NOT_RUN =
      Set.of(
          "data fetch cifar10",
          "sweep experiments/cifar10-first.yaml",
          "edf archscape-out/cifar10-first -o cifar10-first.svg",
          "refine experiments/refinement-cifar10.yaml",
          "refine experiments/refinement-cifar10.yaml --models 12 --out archscape-out/tenth",
          "bench sample regnetx anynetx-a --seconds 3",
          "bench train --python /usr/bin/python3",
          "bench train --profile b-group-width-8 -o profile.svg",
          "bench fallbacks -n 200");
  private static final Map<String, String> SHORTER =
      Map.of(
          "quickstart", "quickstart --models 1",
          "sweep mine.yaml", "sweep mine.yaml --models 1",
          "sweep mine.yaml --models 7", "sweep mine.yaml --models 2",
          "refine mine.yaml --models 7", "refine mine.yaml --models 2");

  private static final String COMMAND = "./archscape ";
  private static final String ON_GPU = "ARCHSCAPE_PROFILE=cuda ./archscape ";

  @TempDir Path folder;
  private final Set<String> met = new HashSet<>();

  @Test
  void everyCommandDoesWhatItSays() throws IOException {
    int run = 0;
    for (Snippet snippet : snippets(Files.readString(Path.of("README.md")))) {
      if (snippet.file().isPresent()) {
        Files.writeString(folder.resolve(snippet.file().get()), snippet.text());
        continue;
      }
      for (String line : snippet.text().lines().toList()) {
        if (line.startsWith(ON_GPU)) {
          refusedInThisBuild(line.substring(ON_GPU.length()));
        } else if (line.startsWith(COMMAND)) {
          run += command(line.substring(COMMAND.length())) ? 1 : 0;
        }
      }
    }
    assertThat(run).isGreaterThanOrEqualTo(10);
    assertThat(met).containsAll(NOT_RUN).containsAll(SHORTER.keySet()).contains(ON_GPU);
  }

  /** The README says that the tour's commands run as they stand: none of them is only parsed. */
  @Test
  void everyCommandOfTheTourIsRun() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String tour = readme.substring(readme.indexOf("## A tour"), readme.indexOf("## Real images"));
    int commands = 0;
    for (Snippet snippet : snippets(tour)) {
      for (String line : snippet.text().lines().toList()) {
        if (line.startsWith(COMMAND)) {
          assertThat(NOT_RUN).doesNotContain(bare(line.substring(COMMAND.length())));
          commands++;
        }
      }
    }
    assertThat(commands).isGreaterThanOrEqualTo(20);
  }

  /** The launcher states the size before it downloads, the README before it is started. */
  @Test
  void theSizeOfTheFirstDownloadIsThatOfTheLauncher() throws IOException {
    Matcher size =
        Pattern.compile("download=\"([0-9.]+ [MG]B)\"")
            .matcher(Files.readString(Path.of("archscape")));
    String readme = Files.readString(Path.of("README.md"));
    int found = 0;
    for (; size.find(); found++) {
      assertThat(readme).contains(size.group(1));
    }
    assertThat(found).isEqualTo(2);
  }

  /** A fenced block; a file's text if the line before it says {@code `FILE`:}. */
  private record Snippet(java.util.Optional<String> file, String text) {}

  private static List<Snippet> snippets(String readme) {
    List<Snippet> snippets = new ArrayList<>();
    String before = "";
    StringBuilder text = new StringBuilder();
    boolean inside = false;
    for (String line : readme.lines().toList()) {
      if (line.startsWith("```")) {
        if (inside) {
          boolean named = before.matches("`[^` ]+`:");
          snippets.add(
              new Snippet(
                  named
                      ? java.util.Optional.of(before.substring(1, before.length() - 2))
                      : java.util.Optional.empty(),
                  text.toString()));
          text.setLength(0);
          before = "";
        }
        inside = !inside;
      } else if (inside) {
        text.append(line).append('\n');
      } else if (!line.isBlank()) {
        before = line;
      }
    }
    return snippets;
  }

  /** A command for a GPU is understood, and ends at once in the build for processors. */
  private void refusedInThisBuild(String line) {
    met.add(ON_GPU);
    Terminal.Result result = Terminal.run(line.split("\\s+"));
    assertThat(result.code()).as(line + "\n" + result.err()).isEqualTo(2);
    assertThat(result.err()).startsWith("device gpu needs the CUDA build");
  }

  private static String bare(String line) {
    return line.replaceAll("\\s+#.*$", "").strip();
  }

  /** Runs a command whose output may go to a file; says whether it was run. */
  private boolean command(String line) throws IOException {
    String bare = bare(line);
    met.add(bare);
    if (NOT_RUN.contains(bare)) {
      Terminal.Result help = Terminal.run((bare.split(" ")[0] + " --help").split(" "));
      assertThat(help.code()).as(bare).isZero();
      return false;
    }
    String[] parts = SHORTER.getOrDefault(bare, bare).split(" > ");
    String[] arguments = inFolder(parts[0].replace("'", "").split("\\s+"));
    Terminal.Result result = Terminal.run(arguments);
    assertThat(result.code()).as(bare + "\n" + result.err()).isZero();
    int output = List.of(arguments).indexOf("-o");
    if (output > 0) {
      Path made = Path.of(arguments[output + 1]);
      if (Files.isDirectory(made)) {
        assertThat(made).isNotEmptyDirectory();
      } else {
        assertThat(made).isNotEmptyFile();
      }
    }
    if (parts.length > 1) {
      Files.writeString(folder.resolve(parts[1].strip()), result.out());
    }
    return true;
  }

  /** Files that the README makes are in the test's folder; those of the repository stay. */
  private String[] inFolder(String[] arguments) {
    List<String> moved = new ArrayList<>();
    for (String argument : arguments) {
      boolean made =
          argument.matches(
                  ".*\\.(jsonl|json|svg|png|pdf|csv|yaml|html)|archscape-out/.*|my-run|imported|figures")
              && !argument.matches("(experiments|spaces|plots)/.*");
      String before = moved.isEmpty() ? "" : moved.get(moved.size() - 1);
      made |= List.of("-o", "--save", "--load").contains(before);
      moved.add(made ? folder.resolve(argument).toString() : argument);
    }
    if (arguments[0].equals("train") && !List.of(arguments).contains("--out")) {
      moved.addAll(List.of("--out", folder.resolve("archscape-out/train").toString()));
    }
    if (List.of("quickstart", "sweep", "refine").contains(arguments[0])) {
      String name = arguments[0].equals("quickstart") ? "quickstart" : "mine";
      moved.addAll(List.of("--out", folder.resolve("archscape-out/" + name).toString()));
    }
    return moved.toArray(String[]::new);
  }
}
