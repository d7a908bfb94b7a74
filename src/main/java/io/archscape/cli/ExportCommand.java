package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.data.DataSource;
import io.archscape.document.Documents;
import io.archscape.pycls.PyclsConfig;
import io.archscape.pycls.Zoo;
import io.archscape.space.RegNetInverse;
import io.archscape.space.Sample;
import io.archscape.stats.Statistic;
import io.archscape.sweep.Experiment;
import io.archscape.sweep.TrialResult;
import io.archscape.sweep.TrialStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes architectures for other tools. */
@Command(
    name = "export",
    description = {
      "Write the best architectures of a sweep, or any others, one file each.",
      "Of a sweep, the lowest errors on the held-out images, over all its spaces."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private static final int DEFAULT_IMAGE = 224;
  private static final int DEFAULT_CLASSES = 1000;
  private static final int ID_DIGITS = 8;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SWEEP|ARCH",
      arity = "1..*",
      description = "sweeps' folders, or what 'cost' takes as ARCH; --best counts in each")
  List<String> sources;

  @Option(
      names = "--best",
      paramLabel = "K",
      description =
          "how many: the best K of a sweep (default 1), the first K of ARCH (default all)")
  Optional<Integer> best = Optional.empty();

  @Option(
      names = "--format",
      defaultValue = "json",
      description = "one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
  Form format;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "folder; made if missing, and no other file in it is replaced")
  Path folder;

  @Option(names = "--json", description = "one line of JSON for each file written")
  boolean json;

  @SuppressWarnings("NullAway.Init")
  ExportCommand() {}

  /** What a file holds. */
  enum Form {
    /** What {@code cost} and {@code train} read. */
    json(".json") {
      @Override
      String text(Choice choice) {
        Object value = choice.sample().isPresent() ? choice.sample().get() : choice.network();
        return new Documents().canonicalJson(value) + "\n";
      }
    },
    /** A config that pycls reads. */
    pycls(".yaml") {
      @Override
      String text(Choice choice) {
        return PyclsConfig.write(
            choice.network(), choice.image(), choice.classes(), choice.regnet());
      }
    };

    private final String ending;

    Form(String ending) {
      this.ending = ending;
    }

    abstract String text(Choice choice);
  }

  /**
   * An architecture to be written.
   *
   * @param name of its space or file, with the start of its trial's id if it has one
   * @param error mean of its trainings
   * @param trainings how many it has
   */
  private record Choice(
      String name,
      Network network,
      Optional<Sample> sample,
      int image,
      int classes,
      Optional<RegNetInverse.Setting> regnet,
      OptionalDouble error,
      int trainings) {}

  @Override
  public Integer call() {
    best.ifPresent(k -> require(k >= 1, "export --best must be at least 1, got %d", k));
    List<Choice> choices = new ArrayList<>();
    for (String source : sources) {
      choices.addAll(isSweep(source) ? ofSweep(Path.of(source)) : ofArchitectures(source));
    }
    Map<Path, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < choices.size(); i++) {
      Choice choice = choices.get(i);
      String name = String.format(Locale.ROOT, "%02d-%s", i + 1, choice.name()) + format.ending;
      texts.put(folder.resolve(name), text(choice));
    }
    texts.forEach(ExportCommand::requireFree);
    write(texts);
    List<Path> files = List.copyOf(texts.keySet());
    for (int i = 0; i < files.size(); i++) {
      tell(files.get(i), choices.get(i));
    }
    return 0;
  }

  /** A folder may have the name of a model, where that was exported before. */
  private static boolean isSweep(String source) {
    boolean model = new Zoo().named(source).isPresent();
    return source.endsWith(".db") || (!model && Files.isDirectory(Path.of(source)));
  }

  private String text(Choice choice) {
    try {
      return format.text(choice);
    } catch (InputException e) {
      throw new InputException(choice.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The best networks. One that several spaces drew is taken once; of one that was trained more
   * than once the mean error counts, or the luckiest seed would.
   */
  private List<Choice> ofSweep(Path sweep) {
    Map<String, TrialResult> finished = new LinkedHashMap<>();
    TrialStore.read(sweep).trials().stream()
        .filter(trial -> trial.error().isPresent() && trial.network().isPresent())
        .forEach(trial -> finished.putIfAbsent(trial.trialId(), trial));
    Map<Network, List<TrialResult>> networks = new LinkedHashMap<>();
    for (TrialResult trial : finished.values()) {
      networks
          .computeIfAbsent(trial.network().orElseThrow(), network -> new ArrayList<>())
          .add(trial);
    }
    int count = best.orElse(1);
    if (networks.size() < count) {
      throw new InputException(
          "%s: sweep must have %d networks with a finished model, got %d"
              .formatted(sweep, count, networks.size()));
    }
    Experiment experiment = experiment(sweep);
    return networks.values().stream()
        .sorted(
            Comparator.comparingDouble(ExportCommand::mean)
                .thenComparing(trainings -> trainings.get(0).trialId()))
        .limit(count)
        .map(trainings -> choice(trainings, experiment))
        .toList();
  }

  private static double mean(List<TrialResult> trainings) {
    return Statistic.MEAN.of(
        trainings.stream().mapToDouble(trial -> trial.error().orElseThrow()).toArray());
  }

  private static Experiment experiment(Path sweep) {
    Path file =
        Files.isDirectory(sweep)
            ? sweep.resolve("experiment.yaml")
            : sweep.resolveSibling("experiment.yaml");
    return Experiment.parse(file.toString(), Documents.text(file));
  }

  /** Named after the first of its trainings. */
  private static Choice choice(List<TrialResult> trainings, Experiment experiment) {
    TrialResult trial = trainings.get(0);
    Network network = trial.network().orElseThrow();
    int image = experiment.data().image();
    int classes = DataSource.named(experiment.data().name()).classes().size();
    Sample sample =
        new Sample(
            trial.space(),
            trial.parameters(),
            trial.choices(),
            network,
            trial.cost(),
            image,
            classes);
    return new Choice(
        trial.space() + "-" + trial.trialId().substring(0, ID_DIGITS),
        network,
        Optional.of(sample),
        image,
        classes,
        RegNetInverse.Setting.of(trial.parameters()),
        OptionalDouble.of(mean(trainings)),
        trainings.size());
  }

  private List<Choice> ofArchitectures(String source) {
    Stream<Architectures.Source> all = new Architectures().sources(source, System.in).stream();
    List<Choice> choices = new ArrayList<>();
    best.map(all::limit)
        .orElse(all)
        .forEach(
            one -> {
              Architectures.Named named = one.read().get();
              named.tellIgnored(spec.commandLine().getErr());
              choices.add(choice(named));
            });
    return choices;
  }

  private static Choice choice(Architectures.Named named) {
    return new Choice(
        named.sample().map(Sample::space).orElseGet(() -> baseName(named.where())),
        named.network(),
        named.sample(),
        named.image().orElse(DEFAULT_IMAGE),
        named.classes().orElse(DEFAULT_CLASSES),
        named.regnet(),
        OptionalDouble.empty(),
        0);
  }

  /** {@code nets/mine.yaml} is {@code mine}. */
  private static String baseName(String where) {
    Path file = Path.of(where).getFileName();
    String name = (file == null ? where : file.toString()).replaceFirst(":\\d+$", "");
    String bare = name.replaceFirst("\\.(ya?ml|jsonl?)$", "").replaceAll("[^A-Za-z0-9._-]", "");
    return bare.isEmpty() || bare.equals("-") ? "network" : bare;
  }

  private static void requireFree(Path file, String text) {
    try {
      if (Files.exists(file) && !Files.readString(file).equals(text)) {
        throw new InputException(
            file
                + ": file must not exist yet, or hold the same architecture, holds something else");
      }
    } catch (IOException e) {
      throw new InputException(file + ": file must be readable, got " + e, e);
    }
  }

  private void write(Map<Path, String> texts) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<Path, String> entry : texts.entrySet()) {
        Files.writeString(entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new InputException(folder + ": folder must be writable, got " + e, e);
    }
  }

  private void tell(Path file, Choice choice) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> fields = new TreeMap<>();
      fields.put("file", file.toString());
      choice.error().ifPresent(error -> fields.put("error", error));
      out.println(new Documents().canonicalJson(fields));
    } else if (choice.error().isPresent()) {
      String of = choice.trainings() > 1 ? ", mean of " + choice.trainings() + " trainings" : "";
      out.printf(
          Locale.ROOT, "%s  error %.2f %%%s%n", file, 100 * choice.error().getAsDouble(), of);
    } else {
      out.println(file);
    }
  }
}
