package io.archscape.cli;

import io.archscape.Decimals;
import io.archscape.InputException;
import io.archscape.exchange.Architectures;
import io.archscape.graph.Cost;
import io.archscape.predict.CrossValidation;
import io.archscape.predict.Importance;
import io.archscape.predict.Kind;
import io.archscape.predict.Prediction;
import io.archscape.predict.PredictionScores;
import io.archscape.predict.Provenance;
import io.archscape.predict.SavedSurrogate;
import io.archscape.predict.Surrogate;
import io.archscape.predict.Table;
import io.archscape.space.Sample;
import io.archscape.stats.Interval;
import io.archscape.study.Features;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.wording.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Predicts errors from parameters and costs. */
@Command(
    name = "predict",
    description = {
      "Predict the errors of models from their parameters and costs.",
      "Prints how good the predictions are (cross-validated), which features they rely on, and the"
          + " predictions for the architectures given with --arch."
    },
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  private static final int FOLDS = 5;

  /** What to train. */
  enum Which {
    FOREST,
    BOOSTED,
    LINEAR,
    ALL;

    List<Kind> kinds() {
      return this == ALL ? List.of(Kind.values()) : List.of(Kind.valueOf(name()));
    }
  }

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", arity = "0..*", description = "folders of sweeps to learn from")
  List<Path> sweeps = List.of();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = {
        "forest, boosted, linear, or all, which uses the best of them (default: all).",
        "The best is chosen on the same folds that its scores come from, so they flatter it a little."
      })
  Which which = Which.ALL;

  @Option(
      names = "--space",
      paramLabel = "NAME",
      description = "learn only from the models of this space")
  Optional<String> space = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "seed of all random draws (default: 1)")
  long seed;

  @Option(names = "--save", paramLabel = "DIR", description = "folder to save the predictor to")
  Optional<Path> save = Optional.empty();

  @Option(
      names = "--load",
      paramLabel = "DIR",
      description = "folder of a saved predictor, to use instead of sweeps")
  Optional<Path> load = Optional.empty();

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      arity = "1..*",
      description =
          "architectures to predict, as for 'cost'; lines printed by 'sample' give the most information")
  List<String> architectures = List.of();

  @Mixin CountedAt at = new CountedAt();

  @SuppressWarnings("NullAway.Init")
  PredictCommand() {}

  @Override
  public Integer call() {
    SavedSurrogate surrogate = load.map(this::loaded).orElseGet(this::trained);
    List<List<String>> rows = new ArrayList<>();
    for (String architecture : architectures) {
      new Architectures()
          .sources(architecture, System.in)
          .forEach(source -> rows.add(predicted(surrogate.surrogate(), source)));
    }
    if (!rows.isEmpty()) {
      tell(surrogate);
      TextTable table = new TextTable(1);
      table.row(List.of("architecture", "error %", "spread"));
      rows.forEach(table::row);
      table.lines().forEach(out()::println);
    }
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private SavedSurrogate loaded(Path folder) {
    if (!sweeps.isEmpty() || save.isPresent()) {
      throw new InputException("predict must have sweeps to train on or --load, got both");
    }
    if (architectures.isEmpty()) {
      throw new InputException("predict --load must have --arch, got none");
    }
    return SavedSurrogate.load(folder);
  }

  private SavedSurrogate trained() {
    if (sweeps.isEmpty()) {
      throw new InputException("predict must have sweeps to train on or --load, got neither");
    }
    List<SpaceStudy> spaces = spaces();
    Table table = Features.of(spaces);
    List<CrossValidation> all =
        which.kinds().stream().map(kind -> CrossValidation.of(table, kind, FOLDS, seed)).toList();
    CrossValidation best =
        all.stream()
            .max(Comparator.comparingDouble(each -> each.scores().kendall().estimate()))
            .orElseThrow();
    int repeated = Features.repeated(spaces);
    if (repeated > 0) {
      out().printf("%d models are in several spaces or sweeps and are counted once%n", repeated);
    }
    scores(all.stream().map(CrossValidation::scores).toList());
    if (all.size() > 1) {
      out()
          .printf(
              "used: %s, chosen by these scores, which flatter the best one a little%n",
              best.scores().kind().title());
    }
    importance(best);
    SavedSurrogate surrogate =
        new SavedSurrogate(
            Surrogate.of(best, seed), Features.provenance(spaces, seed, Version.text()));
    save.ifPresent(folder -> keep(surrogate, folder));
    return surrogate;
  }

  private List<SpaceStudy> spaces() {
    Study study = Study.read(sweeps);
    study.requireTrainedOnce("predictions");
    List<SpaceStudy> finished = study.finished();
    List<SpaceStudy> chosen =
        finished.stream()
            .filter(s -> space.stream().allMatch(n -> n.equals(s.label()) || n.equals(s.space())))
            .toList();
    if (chosen.isEmpty()) {
      throw new InputException(
          "predict must have a space with finished models, got %s of %s"
              .formatted(space.orElse("none"), finished.stream().map(SpaceStudy::label).toList()));
    }
    return chosen;
  }

  private void scores(List<PredictionScores> all) {
    PredictionScores first = all.get(0);
    out()
        .printf(
            Locale.ROOT,
            "%d models, %d-fold cross-validation; correlations of predicted with true errors, 95"
                + " %% intervals%n",
            first.models(),
            first.folds());
    TextTable table = new TextTable(1);
    table.row(
        List.of(
            "predictor", "Kendall tau-b", "Spearman", "MAE, points", "MAE of the mean, points"));
    for (PredictionScores scores : all) {
      table.row(
          List.of(
              scores.kind().title(),
              interval(scores.kendall()),
              interval(scores.spearman()),
              number(scores.mae()),
              number(scores.maeOfMean())));
    }
    table.lines().forEach(out()::println);
  }

  private static String interval(Interval interval) {
    return "%s [%s, %s]"
        .formatted(number(interval.estimate()), number(interval.low()), number(interval.high()));
  }

  private static String number(double value) {
    return Decimals.fixed(value, 2);
  }

  private void importance(CrossValidation validation) {
    out().println();
    out()
        .println(
            "what "
                + validation.scores().kind().title()
                + " predictions rely on: rise in MAE (points, +/- spread) and loss of"
                + " tau-b when a feature is shuffled");
    TextTable table = new TextTable(1);
    table.row(List.of("feature", "rise", "loss", "rise, best quarter", "loss, best quarter"));
    for (Importance each : Importance.of(validation, seed)) {
      table.row(
          List.of(
              each.feature(),
              rise(each.all()),
              number(each.all().lossOfKendall()),
              rise(each.best()),
              number(each.best().lossOfKendall())));
    }
    table.lines().forEach(out()::println);
  }

  private static String rise(Importance.Part part) {
    return number(part.riseOfMae()) + " +/- " + number(part.spread());
  }

  private void keep(SavedSurrogate surrogate, Path folder) {
    surrogate.save(folder);
    out().println();
    out().println("predictor: " + folder.toAbsolutePath().normalize());
  }

  /** Where predictions come from and what they were worth stands above them. */
  private void tell(SavedSurrogate surrogate) {
    PredictionScores scores = surrogate.surrogate().scores();
    Provenance provenance = surrogate.provenance();
    out().println();
    out()
        .printf(
            Locale.ROOT,
            "predicted by %s from %d models of %s (%s; trials %s, seed %d, archscape %s);"
                + " cross-validated Kendall %s, Spearman %s, MAE %s points (of the mean %s)%n",
            scores.kind().title(),
            scores.models(),
            String.join(", ", provenance.spaces()),
            String.join(", ", provenance.sweeps()),
            provenance.trialsSha256().substring(0, 12),
            provenance.seed(),
            provenance.archscape(),
            interval(scores.kendall()),
            interval(scores.spearman()),
            number(scores.mae()),
            number(scores.maeOfMean()));
  }

  private List<String> predicted(Surrogate surrogate, Architectures.Source source) {
    Architectures.Named named = source.read().get();
    Optional<Sample> sample = named.sample();
    Map<String, Double> parameters = sample.map(Sample::parameters).orElse(Map.of());
    Map<String, String> choices = sample.map(Sample::choices).orElse(Map.of());
    int blocks = named.network().stages().stream().mapToInt(stage -> stage.depth()).sum();
    double[] row =
        Features.row(
            source.where(), surrogate.features(), cost(named), parameters, choices, blocks);
    Prediction prediction = surrogate.predict(row);
    return List.of(source.where(), number(prediction.error()), number(prediction.spread()));
  }

  private Cost cost(Architectures.Named named) {
    return named.network().cost(at.image(named), at.classes(named));
  }
}
