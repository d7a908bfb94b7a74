package io.archscape.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.arch.BlockKind;
import io.archscape.arch.BlockParameter;
import io.archscape.arch.Network;
import io.archscape.document.Documents;
import io.archscape.pycls.PyclsConfig;
import io.archscape.pycls.Zoo;
import io.archscape.space.Fitting;
import io.archscape.space.RegNetInverse;
import io.archscape.space.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads architectures that a user names: the name of a published model; a YAML or JSON file with a
 * network, with what {@code sample} prints, or with a pycls config; a JSONL file with one of these
 * a line; {@code -} for lines on standard input.
 */
public final class Architectures {
  /** Pixels a side where nothing says what an architecture is meant for: those of ImageNet. */
  public static final int DEFAULT_IMAGE = 224;

  /** Likewise. */
  public static final int DEFAULT_CLASSES = 1000;

  private final Documents documents = new Documents();
  private final Zoo zoo = new Zoo();

  /**
   * One architecture.
   *
   * @param where the name or file, and the line in it where it has several
   * @param sample what else is known of it, if it came from {@code sample}
   * @param image pixels a side that it is meant for, if that is known
   * @param classes likewise
   * @param fittings what was asked of each stage and what it became by the adjustment of widths;
   *     none where nothing is known of that
   * @param regnet the parameters that it was made from, if it was
   * @param ignored keys of a pycls config that mean nothing here
   */
  public record Named(
      String where,
      Network network,
      Optional<Sample> sample,
      Optional<Integer> image,
      Optional<Integer> classes,
      List<Fitting> fittings,
      Optional<RegNetInverse.Setting> regnet,
      List<String> ignored) {

    static Named of(String where, Network network) {
      return new Named(
          where,
          network,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of());
    }

    public static Named of(String where, Sample sample) {
      return new Named(
          where,
          sample.network(),
          Optional.of(sample),
          Optional.of(sample.image()),
          Optional.of(sample.classes()),
          fittingsOf(sample),
          settingOf(sample),
          List.of());
    }

    static Named of(String where, PyclsConfig config) {
      return new Named(
          where,
          config.network(),
          Optional.empty(),
          Optional.of(config.image()),
          Optional.of(config.classes()),
          config.fittings(),
          config.regnet(),
          config.ignored());
    }

    /** Which keys were not taken notice of, in a line, if there are any. */
    public Optional<String> ignoredInWords() {
      return ignored.isEmpty()
          ? Optional.empty()
          : Optional.of(where + ": ignored, not about the model: " + String.join(", ", ignored));
    }
  }

  /** From what was drawn; none if those are no parameters of a RegNet. */
  private static Optional<RegNetInverse.Setting> settingOf(Sample sample) {
    try {
      return RegNetInverse.Setting.of(sample.parameters());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * From what was drawn; none if that does not make the sample's network, or its blocks are not
   * adjusted by the X block's rule.
   */
  private static List<Fitting> fittingsOf(Sample sample) {
    List<BlockParameter> parameters = sample.network().stages().get(0).block().kind().parameters();
    if (!parameters.isEmpty() && !parameters.equals(BlockKind.BOTTLENECK.parameters())) {
      return List.of();
    }
    try {
      Map<String, Double> drawn = sample.parameters();
      List<Fitting> fittings =
          settingOf(sample)
              .map(RegNetInverse.Setting::fittings)
              .orElseGet(() -> drawnOneByOne(drawn, sample.network().stages().size()));
      List<Integer> widths = fittings.stream().map(fitting -> fitting.adjusted().width()).toList();
      List<Integer> built = sample.network().stages().stream().map(stage -> stage.width()).toList();
      return widths.equals(built) ? fittings : List.of();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static List<Fitting> drawnOneByOne(Map<String, Double> drawn, int stages) {
    List<Fitting> fittings = new ArrayList<>();
    for (int i = 1; i <= stages; i++) {
      double w = drawn.getOrDefault("w" + i, Double.NaN);
      double b = drawn.getOrDefault("b", drawn.getOrDefault("b" + i, 1.0));
      double g = drawn.getOrDefault("g", drawn.getOrDefault("g" + i, 1.0));
      if (Double.isNaN(w)) {
        return List.of();
      }
      fittings.add(Fitting.of(i, (int) w, b, (int) g));
    }
    return List.copyOf(fittings);
  }

  /** The architectures of a file, one by one: a bad one does not hide the others. */
  public List<Source> sources(String argument, InputStream standardInput) {
    Optional<String> builtIn = zoo.named(argument);
    if (builtIn.isPresent()) {
      return List.of(
          new Source(argument, () -> Named.of(argument, zoo.open(builtIn.orElseThrow()))));
    }
    String text = text(argument, standardInput);
    if (!argument.equals("-") && !argument.endsWith(".jsonl")) {
      return List.of(new Source(argument, () -> one(argument, 0, text)));
    }
    List<Source> all = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      String line = lines.get(i);
      if (!line.isBlank()) {
        all.add(new Source(argument + ":" + number, () -> one(argument, number, line)));
      }
    }
    if (all.isEmpty()) {
      throw new InputException(
          argument + ": must hold at least one architecture, got an empty file");
    }
    return all;
  }

  /**
   * Where an architecture stands.
   *
   * @param read reads it; throws {@link InputException} if it is none
   */
  public record Source(String where, Supplier<Named> read) {}

  /** The only architecture that {@code argument} names. */
  public Named single(String argument, InputStream standardInput) {
    List<Source> all = sources(argument, standardInput);
    if (all.size() != 1) {
      throw new InputException(
          argument + ": must hold exactly one architecture, got " + all.size());
    }
    return all.get(0).read().get();
  }

  private Named one(String source, int line, String text) {
    String where = line > 0 ? source + ":" + line : source;
    JsonNode tree = as(source, line, text, JsonNode.class);
    List<String> keys = tree.properties().stream().map(Map.Entry::getKey).toList();
    if (PyclsConfig.hasKeys(keys)) {
      return Named.of(
          where, PyclsConfig.read(source, line, isJson(source, line) ? flat(text) : text));
    }
    if (tree.has("network")) {
      return Named.of(where, as(source, line, text, Sample.class));
    }
    return Named.of(where, as(source, line, text, Network.class));
  }

  private static boolean isJson(String source, int line) {
    return line > 0 || source.endsWith(".json");
  }

  /** JSON as YAML, which has no tabs; in JSON they stand between values only. */
  private static String flat(String json) {
    return json.replace('\t', ' ');
  }

  private <T> T as(String source, int line, String text, Class<T> type) {
    if (line > 0) {
      return documents.readJsonLine(source, line, text, type);
    }
    return isJson(source, line)
        ? documents.readJson(source, text, type)
        : documents.readYaml(source, text, type);
  }

  private String text(String argument, InputStream standardInput) {
    try {
      return argument.equals("-")
          ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(argument));
    } catch (NoSuchFileException e) {
      throw new InputException(missing(argument), e);
    } catch (IOException e) {
      throw new InputException(argument + ": file must be readable text, got " + e, e);
    }
  }

  private String missing(String argument) {
    String what =
        argument
            + ": architecture must be a built-in name or a YAML, JSON or JSONL file, found none";
    if (argument.matches(".*[/\\\\].*|.*\\.(ya?ml|jsonl?)")) {
      return what;
    }
    return zoo.nearest(argument)
        .map(near -> what + "; did you mean '" + near + "'?")
        .orElseGet(() -> what + "; built in are " + String.join(", ", zoo.names()));
  }
}
