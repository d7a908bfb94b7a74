package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.arch.Network;
import io.archscape.data.DataSource;
import io.archscape.data.DataSpec;
import io.archscape.data.Dataset;
import io.archscape.data.Datasets;
import io.archscape.data.FeedTime;
import io.archscape.document.Documents;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Threads;
import io.archscape.exchange.Architectures;
import io.archscape.experiment.Trial;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import io.archscape.machine.Device;
import io.archscape.machine.Engine;
import io.archscape.store.WorkerEngine;
import io.archscape.train.Diverged;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Evaluation;
import io.archscape.train.Recipe;
import io.archscape.train.Recipes;
import io.archscape.train.Training;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains one network. */
@Command(
    name = "train",
    description = {
      "Train one network, and evaluate it on the test set once, at the end. It may be interrupted:"
          + " the same command resumes after the last finished epoch.",
      "ARCH is a built-in name (resnet-56), a file with one network, one line printed by 'sample' or"
          + " one pycls config, or - for standard input."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private static final int DEFAULT_VALIDATION = 5000;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "ARCH", description = "architecture to train")
  String architecture;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "NAME",
      description = "data set: cifar10, mnist or shapes (built in)")
  String dataName;

  @Option(
      names = "--train",
      paramLabel = "N",
      description =
          "number of training images (default: all but the held-out ones; for shapes 20000)")
  Optional<Integer> train = Optional.empty();

  @Option(
      names = "--validation",
      paramLabel = "N",
      description = "number of held-out images (default 5000)")
  int validation = DEFAULT_VALIDATION;

  @Option(
      names = "--image",
      paramLabel = "N",
      description = "image size (default: the data set's own)")
  Optional<Integer> image = Optional.empty();

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      description =
          "name of a shipped recipe (default, pycls-cifar, pycls-cifar-sweep), or a YAML file")
  Optional<String> recipe = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "number of epochs (default: the recipe's)")
  Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "folder for checkpoints, learning curve and table of epochs, where the same command"
              + " resumes (default: archscape-out/train/NAME)")
  Optional<Path> folder = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "seed of the training (default ${DEFAULT-VALUE})")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "threads that compute (default: as before when resuming, else $OMP_NUM_THREADS, else one"
              + " per core)")
  Optional<Integer> threads = Optional.empty();

  @Mixin EngineOptions engine = new EngineOptions();

  @Mixin DataOptions data = new DataOptions();

  @SuppressWarnings("NullAway.Init")
  TrainCommand() {}

  @Override
  public Integer call() {
    threads.ifPresent(n -> require(n >= 1, "threads must be at least 1, got threads=%d", n));
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Architectures.Named named = new Architectures().single(architecture, System.in);
    named.ignoredInWords().ifPresent(err::println);
    Trial trial = new Trial(named.network(), resolvedRecipe(), dataSpec(), seed);
    Dataset dataset = Datasets.open(trial.data(), data.folders());
    Cost cost = cost(trial.network(), dataset);
    out.print(Recipes.documents().wholeYaml(trial.recipe()));
    out.printf("flops %,d  params %,d  acts %,d%n", cost.flops(), cost.params(), cost.acts());
    Engine chosen = engine.resolve(err);
    String title = title();
    Path path = out(title, trial);
    setThreads(threads.or(() -> TrainFolder.threads(path)));
    out.printf("threads %d%n", Threads.used());
    String bits = new WorkerEngine(chosen.bits(), Threads.used()).text();
    try (TrainFolder folder = TrainFolder.open(path, title, trial, bits, err);
        Training training = training(trial, dataset, chosen.open())) {
      out.printf("folder %s%n", path);
      folder.describe();
      train(training, folder);
      report(training.evaluate(dataset.test()), training);
      if (!folder.lost().isEmpty()) {
        throw new RunFailed(path + ": files of some epochs could not be written: " + folder.lost());
      }
      return 0;
    } catch (Diverged e) {
      throw new RunFailed("training diverged: " + e.getMessage());
    }
  }

  private static Training training(Trial trial, Dataset dataset, KernelSet kernels) {
    return new Training(
        trial.network(), trial.recipe(), dataset.split(trial.data()), trial.rngSeed(), kernels);
  }

  private void train(Training training, TrainFolder folder) {
    PrintWriter out = spec.commandLine().getOut();
    folder.last().ifPresent(training::restore);
    if (!training.epochs().isEmpty()) {
      training.epochs().forEach(epoch -> out.println(line(epoch)));
      out.printf("epochs 1 to %d were trained earlier%n", training.epochs().size());
    }
    Recipe used = folder.trial().recipe();
    training.run(
        new TrainProgress(
            spec.commandLine().getErr(),
            used.epochs(),
            used.batch(),
            epoch -> {
              folder.keep(training);
              out.println(line(epoch) + dataShare(epoch, training.feedTime()));
              out.flush();
            }));
  }

  private void report(Evaluation test, Training training) {
    List<EpochMetrics> all = training.epochs();
    EpochMetrics best =
        all.stream().min(Comparator.comparingDouble(EpochMetrics::validationError)).orElseThrow();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "held-out error %.2f %% after the last epoch, %.2f %% at best (epoch %d)%n"
                + "test error %.2f %% on %d images; parameters %s%n",
            100 * all.get(all.size() - 1).validationError(),
            100 * best.validationError(),
            best.epoch(),
            100 * test.error(),
            test.images(),
            training.checksum());
  }

  /** The name of the architecture and the data, for a folder and a picture. */
  private String title() {
    String name = architecture.equals("-") ? "network" : Path.of(architecture).getFileName() + "";
    return name.replaceFirst("[.](ya?ml|jsonl?)$", "") + " on " + dataName;
  }

  private Path out(String title, Trial trial) {
    String name = title.replaceAll("[^A-Za-z0-9.]+", "-") + "-" + trial.id().substring(0, 8);
    return folder.orElseGet(() -> Path.of("archscape-out", "train", name));
  }

  /** Of itself OpenMP obeys its variable, else it takes all cores, whatever a container allows. */
  private void setThreads(Optional<Integer> wanted) {
    if (engine.device == Device.GPU) {
      require(threads.isEmpty(), "train --threads must be left out on a GPU, got %s", threads);
      return; // there it would be the size of CUDA's blocks
    }
    if (wanted.isPresent() || System.getenv("OMP_NUM_THREADS") == null) {
      Threads.use(wanted.orElseGet(() -> Runtime.getRuntime().availableProcessors()));
    }
  }

  private Recipe resolvedRecipe() {
    String given = recipe.orElse("default");
    Map<String, Integer> instead = epochs.map(n -> Map.of("epochs", n)).orElse(Map.of());
    return Recipes.parse(given, text(given), instead);
  }

  private static String text(String given) {
    boolean shipped = Recipes.names().contains(given);
    boolean file = given.contains(".") || Files.exists(Path.of(given));
    return file && !shipped ? Documents.text(Path.of(given)) : Recipes.text(given);
  }

  private DataSpec dataSpec() {
    DataSource source = DataSource.named(dataName);
    int size = image.orElseGet(source::image);
    int count = train.orElse(source.usual(size) - validation);
    if (count < 1) {
      throw new InputException(
          "data train must be at least 1, got %d after %d held-out images"
              .formatted(count, validation));
    }
    return new DataSpec(dataName, count, validation, size, seed);
  }

  private static Cost cost(Network network, Dataset dataset) {
    var images = dataset.train();
    return network.cost(
        new Shape(images.height(), images.width(), images.channels()), images.classes().size());
  }

  private static String line(EpochMetrics epoch) {
    return String.format(
        Locale.ROOT,
        "epoch %3d  lr %.4f  train loss %.4f error %5.2f %%  validation loss %.4f error %5.2f %%"
            + "  %.0f images/s",
        epoch.epoch(),
        epoch.lr(),
        epoch.trainLoss(),
        100 * epoch.trainError(),
        epoch.validationLoss(),
        100 * epoch.validationError(),
        epoch.images() / epoch.seconds());
  }

  private static String dataShare(EpochMetrics epoch, FeedTime feed) {
    return String.format(
        Locale.ROOT,
        "  data %.1f %%, waited for %.1f %%",
        100 * feed.busy() / epoch.seconds(),
        100 * feed.waited() / epoch.seconds());
  }
}
