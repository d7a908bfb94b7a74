package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.bench.PoolTask;
import io.archscape.data.Augment;
import io.archscape.data.DataSource;
import io.archscape.data.DataSpec;
import io.archscape.data.Datasets;
import io.archscape.data.Split;
import io.archscape.experiment.Experiment;
import io.archscape.space.Bounds;
import io.archscape.space.Spaces;
import io.archscape.train.Optimizer;
import io.archscape.train.Recipe;
import io.archscape.train.Schedule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the sweeps are that are compared. */
final class BenchSweepOptions {
  /** Training images for each that is held out. */
  private static final int HELD_OUT = 4;

  @Option(
      names = "--space",
      paramLabel = "SPACE",
      arity = "1..*",
      defaultValue = "cifar-anynetx-c,cifar-regnetx",
      split = ",",
      description = "spaces to draw from, by name or YAML file (default ${DEFAULT-VALUE})")
  List<String> spaces = List.of();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "6",
      description = "models of each space (default ${DEFAULT-VALUE})")
  int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "11",
      description = "seed of the draws, as in an experiment (default ${DEFAULT-VALUE})")
  long seed;

  @Option(
      names = "--flops",
      paramLabel = "LO..HI",
      converter = BoundsText.class,
      defaultValue = "1.3M..1.7M",
      description = "range of multiply-adds to draw from (default ${DEFAULT-VALUE})")
  Bounds flops = Bounds.NONE;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "epochs of each training (default ${DEFAULT-VALUE})")
  int epochs;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "20000",
      description = "training images; a quarter as many are held out (default ${DEFAULT-VALUE})")
  int images;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "cifar10, or shapes, which is built in (default: cifar10 if it is there)")
  Optional<String> name = Optional.empty();

  @Mixin DataOptions data = new DataOptions();

  /** The experiment, with its data known to be at hand. */
  Experiment experiment(PrintWriter err) {
    require(images >= HELD_OUT, "bench images must be at least %d, got %d", HELD_OUT, images);
    Spaces shipped = new Spaces();
    spaces.forEach(shipped::open); // a wrong name comes before what is said about data
    return experiment(source(err));
  }

  private Experiment experiment(DataSource source) {
    require(
        source.channels() == 3,
        "bench data must be cifar10 or shapes, which have three colours, got %s",
        source.key());
    DataSpec asked = DataSpec.of(source.key(), images, images / HELD_OUT, 1);
    Map<String, Object> keys = new TreeMap<>();
    keys.put("name", "bench-sweep");
    keys.put("description", "a sweep to be timed");
    keys.put("spaces", spaces);
    keys.put("models", count);
    keys.put("band", Map.of("flops", flops));
    keys.put("data", asked);
    keys.put("recipe", Map.of("epochs", epochs));
    keys.put("seed", seed);
    return Experiment.parse("bench sweep", Experiment.documents().yaml(keys));
  }

  /** Where nobody names the data or its folder, CIFAR-10 need not be there. */
  private DataSource source(PrintWriter err) {
    if (name.isPresent()) {
      return DataSource.named(name.get());
    }
    Experiment asked =
        experiment(DataSource.CIFAR10); // whatever is wrong with it is no lack of data
    try {
      Datasets.open(asked.data(), data.folders());
    } catch (InputException e) {
      if (data.folder.isPresent()) {
        throw e;
      }
      err.println(e.getMessage() + "; the built-in images (shapes) are used instead");
      return DataSource.SHAPES;
    }
    return DataSource.CIFAR10;
  }

  Split split(Experiment experiment) {
    return Datasets.open(experiment.data(), data.folders()).split(experiment.data());
  }

  String yaml(Experiment experiment) {
    return Experiment.documents().yaml(experiment);
  }

  /** What the peers are to do: the recipe of the experiment, which is the default one. */
  PoolTask task(Path file, Experiment experiment, Split split) {
    Recipe recipe = experiment.recipe();
    Optimizer.Sgd sgd = Optimizer.Sgd.DEFAULT;
    Schedule.Cosine cosine = Schedule.Cosine.DEFAULT;
    return new PoolTask(
        file.toString(),
        split.train().count(),
        split.validation().count(),
        experiment.data().image(),
        split.train().classes().size(),
        split.normalisation().mean(),
        split.normalisation().std(),
        recipe.epochs(),
        recipe.batch(),
        sgd.lr(),
        sgd.momentum(),
        sgd.weightDecay(),
        recipe.labelSmoothing(),
        cosine.warmupSteps(),
        cosine.warmupFactor(),
        Augment.DEFAULT.pad());
  }
}
