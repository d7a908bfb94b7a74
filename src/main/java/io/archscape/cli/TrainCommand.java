package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.data.DataSource;
import io.archscape.data.DataSpec;
import io.archscape.data.Dataset;
import io.archscape.data.Datasets;
import io.archscape.data.FeedTime;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Threads;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import io.archscape.sweep.Experiment;
import io.archscape.sweep.Trial;
import io.archscape.train.Diverged;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Evaluation;
import io.archscape.train.Outcome;
import io.archscape.train.Recipe;
import io.archscape.train.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
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
      "Train one network, and look at the test set once, at the end.",
      "ARCH is a built-in name (resnet-56), a file with one network, one line of 'sample' or one"
          + " pycls config, or - for standard input."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private static final int DEFAULT_VALIDATION = 5000;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "ARCH")
  String architecture;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "NAME",
      description = "cifar10, mnist or shapes (built in)")
  String dataName;

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "training images (default: all but the held-out ones; of shapes 20000)")
  Optional<Integer> train = Optional.empty();

  @Option(names = "--validation", paramLabel = "N", description = "held-out images (default 5000)")
  int validation = DEFAULT_VALIDATION;

  @Option(names = "--image", paramLabel = "N", description = "image size (default: the data's own)")
  Optional<Integer> image = Optional.empty();

  @Option(names = "--recipe", paramLabel = "FILE", description = "YAML; missing keys are defaults")
  Optional<Path> recipe = Optional.empty();

  @Option(names = "--epochs", paramLabel = "N", description = "instead of the recipe's")
  Optional<Integer> epochs = Optional.empty();

  @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "that compute (default: $OMP_NUM_THREADS, else one a core)")
  Optional<Integer> threads = Optional.empty();

  @Mixin EngineOptions engine = new EngineOptions();

  @Mixin DataOptions data = new DataOptions();

  @SuppressWarnings("NullAway.Init")
  TrainCommand() {}

  @Override
  public Integer call() {
    threads.ifPresent(n -> require(n >= 1, "threads must be at least 1, got threads=%d", n));
    PrintWriter out = spec.commandLine().getOut();
    Architectures.Named named = new Architectures().single(architecture, System.in);
    named.tellIgnored(spec.commandLine().getErr());
    Network network = named.network();
    Recipe resolved = resolvedRecipe();
    DataSpec images = dataSpec();
    Dataset dataset = Datasets.open(images, data.folders());
    Cost cost = cost(network, dataset);
    out.print(Experiment.documents().yaml(resolved));
    out.printf("flops %,d  params %,d  acts %,d%n", cost.flops(), cost.params(), cost.acts());
    KernelSet kernels = engine.open(spec.commandLine().getErr());
    setThreads();
    out.printf("threads %d%n", Threads.used());
    Trial trial = new Trial(network, resolved, images, seed);
    try (Training training =
        new Training(network, resolved, dataset.split(images), trial.rngSeed(), kernels)) {
      Outcome outcome = training.run(epoch -> show(epoch, training.feedTime()));
      Evaluation test = training.evaluate(dataset.test());
      out.printf(
          Locale.ROOT,
          "test error %.2f %% on %d images; parameters %s%n",
          100 * test.error(),
          test.images(),
          outcome.parameters());
      return 0;
    } catch (Diverged e) {
      throw new RunFailed("training diverged: " + e.getMessage());
    }
  }

  /** Of itself OpenMP obeys its variable, else it takes all cores, whatever a container allows. */
  private void setThreads() {
    if (engine.device == Device.GPU) {
      require(threads.isEmpty(), "train --threads must be left out on a GPU, got %s", threads);
      return; // there it would be the size of CUDA's blocks
    }
    if (threads.isPresent() || System.getenv("OMP_NUM_THREADS") == null) {
      Threads.use(threads.orElseGet(() -> Runtime.getRuntime().availableProcessors()));
    }
  }

  private Recipe resolvedRecipe() {
    Recipe read =
        recipe
            .map(file -> Experiment.documents().readYaml(file, Recipe.class))
            .orElse(Recipe.DEFAULT);
    return new Recipe(
        epochs.orElse(read.epochs()),
        read.batch(),
        read.optimizer(),
        read.schedule(),
        read.labelSmoothing(),
        read.augment());
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

  private void show(EpochMetrics epoch, FeedTime feed) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "epoch %3d  lr %.4f  train loss %.4f error %5.2f %%  validation loss %.4f error %5.2f %%"
                + "  %.0f images/s  data %.1f %%, waited for %.1f %%%n",
            epoch.epoch(),
            epoch.lr(),
            epoch.trainLoss(),
            100 * epoch.trainError(),
            epoch.validationLoss(),
            100 * epoch.validationError(),
            epoch.images() / epoch.seconds(),
            100 * feed.busy() / epoch.seconds(),
            100 * feed.waited() / epoch.seconds());
  }
}
