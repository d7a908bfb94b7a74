package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.archscape.pycls.PyclsConfig;
import io.archscape.store.BigStore;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialResult;
import io.archscape.store.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsCommandTest {
  private static final String SWEEP = "experiments/cifar10-second";
  private static final int TRIALS = 2000;

  @TempDir static Path shared;
  private static String big = "";

  @TempDir Path folder;

  @BeforeAll
  static void fill() {
    big = shared.toString();
    BigStore.fill(shared, TRIALS, 5);
  }

  private static List<String> lines(String... args) {
    List<String> all = new ArrayList<>(List.of("results"));
    all.addAll(List.of(args));
    Terminal.Result result = Terminal.run(all.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return result.out().lines().toList();
  }

  private static List<String> column(String name, List<String> csv) {
    int place = List.of(csv.get(0).split(",")).indexOf(name);
    return csv.stream().skip(1).map(line -> line.split(",", -1)[place]).toList();
  }

  @Test
  void printsATableOfFiftyAtMost() {
    Terminal.Result result = Terminal.run("results", big);
    assertThat(result.out().lines()).hasSize(51);
    assertThat(result.out().lines().findFirst())
        .hasValueSatisfying(
            head ->
                assertThat(head)
                    .containsSubsequence(
                        "space",
                        "index",
                        "id",
                        "status",
                        "error",
                        "flops",
                        "params",
                        "acts",
                        "d1",
                        "w4",
                        "block",
                        "epochs",
                        "seconds",
                        "attempts",
                        "reason"));
    assertThat(result.err()).isEqualTo("1950 more; raise -n, or use --format csv for all\n");
    assertThat(lines(big, "-n", "7")).hasSize(8);
    assertThat(lines(SWEEP).get(1)).contains("cifar-anynetx-c", "done", "%");
  }

  @Test
  void csvHasEveryRowAndDigit() {
    List<String> csv = lines(SWEEP, "--format", "csv");
    assertThat(csv).hasSize(29);
    List<TrialResult> results = StoredSweep.read(Path.of(SWEEP)).trials();
    assertThat(column("id", csv)).isEqualTo(results.stream().map(TrialResult::trialId).toList());
    assertThat(column("error", csv).stream().map(Double::valueOf))
        .isEqualTo(results.stream().map(r -> r.error().orElseThrow()).toList());
    assertThat(column("epochs", csv)).containsOnly("5");
    assertThat(csv.get(0)).doesNotContain("sweep", "source");
    assertThat(lines(SWEEP, "experiments/cifar10-first", "--format", "csv"))
        .hasSize(57)
        .first()
        .asString()
        .startsWith("sweep,space,");
    assertThat(lines(big, "--format", "csv")).hasSize(TRIALS + 1);
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertThat(lines(big, "--format", "csv", "--status", "diverged"))
        .hasSizeGreaterThan(5)
        .filteredOn(line -> !line.startsWith("space"))
        .allMatch(line -> line.endsWith(",\"loss must be a number, got NaN in epoch 3\""));
  }

  @Test
  void filters() {
    List<String> some =
        lines(
            big,
            "--format",
            "csv",
            "--space",
            "odd",
            "--status",
            "done,pruned",
            "--where",
            "flops<5M",
            "--where",
            "d1>=7");
    assertThat(some).hasSizeBetween(10, 60);
    assertThat(column("space", some)).containsOnly("odd");
    assertThat(column("status", some)).containsOnly("done", "pruned");
    assertThat(column("flops", some)).allMatch(flops -> Long.parseLong(flops) < 5_000_000);
    assertThat(column("d1", some)).containsOnly("7", "8");
    List<String> low = lines(big, "--format", "csv", "--where", "error < 25%");
    assertThat(column("error", low)).isNotEmpty().allMatch(e -> Double.parseDouble(e) < 0.25);
    assertThat(lines(big, "--format", "csv", "--where", "block!=x")).hasSize(1);
    assertThat(lines(big, "--format", "csv", "--where", "block=x")).hasSize(TRIALS + 1);
  }

  @Test
  void sortsWithWhatHasNoValueLast() {
    for (String order : List.of("error", "-error")) {
      List<String> errors = column("error", lines(big, "--format", "csv", "--sort", order));
      int none = errors.indexOf("");
      assertThat(errors.subList(none, errors.size())).hasSizeGreaterThan(10).containsOnly("");
      List<Double> numbers = errors.subList(0, none).stream().map(Double::valueOf).toList();
      assertThat(numbers)
          .isSortedAccordingTo(
              order.startsWith("-") ? Comparator.reverseOrder() : Comparator.naturalOrder());
    }
    assertThat(column("d1", lines(big, "--format", "csv", "--sort", "-d1", "-n", "3")))
        .containsOnly("8");
  }

  @Test
  void epochsAreRowsOfTheirOwn() {
    List<String> epochs = lines(SWEEP, "--epochs", "--format", "csv");
    assertThat(epochs).hasSize(1 + 28 * 5);
    assertThat(epochs.get(0)).contains("epoch,lr,train_loss,train_error,validation_loss");
    assertThat(lines(SWEEP, "--epochs", "-n", "2")).hasSize(11);
  }

  @Test
  void jsonlHasEverything() throws IOException {
    Path file = folder.resolve("all.jsonl");
    assertThat(lines(SWEEP, "--format", "jsonl", "-o", file.toString())).isEmpty();
    List<TrialResult> results = StoredSweep.read(Path.of(SWEEP)).trials();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(28);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.get("id").asText()).isEqualTo(results.get(0).trialId());
    assertThat(first.get("error").asDouble()).isEqualTo(results.get(0).error().orElseThrow());
    assertThat(first.get("epochs")).hasSize(5);
    assertThat(first.at("/epochs/4/validation_error").asDouble())
        .isEqualTo(results.get(0).error().orElseThrow());
    assertThat(first.at("/network/stages")).hasSize(4);
    assertThat(first.at("/recipe/optimizer/lr").asDouble()).isEqualTo(0.1);
    assertThat(first.at("/parameters/d1").isNumber()).isTrue();
  }

  /**
   * What pycls/sweep/analysis.py (facebookresearch/pycls, commit 2d71381c) does on loading: jobs
   * without test_ema_epoch are dropped, done = epoch_ind[-1] / epoch_max[-1], error = min of
   * test_ema_epoch.min_top1_err, and every path that its metrics name is looked up.
   */
  @Test
  void pyclsFindsWhatItsAnalysisAsksFor() throws IOException {
    Path file = folder.resolve("sweep.json");
    lines(SWEEP, "--format", "pycls", "-o", file.toString());
    List<TrialResult> results = StoredSweep.read(Path.of(SWEEP)).trials();
    JsonNode jobs = new ObjectMapper().readTree(file.toFile());
    assertThat(jobs).hasSize(28).allMatch(job -> job.has("test_ema_epoch"));
    for (int i = 0; i < jobs.size(); i++) {
      JsonNode job = jobs.get(i);
      TrialResult result = results.get(i);
      double least =
          result.epochs().stream().mapToDouble(m -> 100 * m.validationError()).min().orElseThrow();
      assertThat(minimum(job.at("/test_ema_epoch/min_top1_err"))).isEqualTo(least);
      assertThat(last(job.at("/test_epoch/epoch_ind")) / last(job.at("/test_epoch/epoch_max")))
          .isEqualTo(1);
      assertThat(job.at("/complexity/flops").asLong()).isEqualTo(result.cost().flops());
      assertThat(StrictMath.log10(job.at("/cfg/OPTIM/BASE_LR").asDouble())).isEqualTo(-1);
      assertThat(StrictMath.log10(job.at("/cfg/OPTIM/WEIGHT_DECAY").asDouble())).isFinite();
      assertThat(job.at("/cfg/OPTIM/MAX_EPOCH").asInt()).isEqualTo(5);
      assertThat(job.at("/cfg/TRAIN/IM_SIZE").asInt()).isEqualTo(32);
      assertThat(job.at("/epoch_times/train_fw_bw_time").isNumber()).isTrue();
      assertThat(job.get("log_file").asText().split("/")).hasSizeGreaterThan(2);
      String type = job.at("/cfg/MODEL/TYPE").asText();
      assertThat(type.equals("regnet") ? job.at("/cfg/REGNET/WA") : job.at("/cfg/ANYNET/GROUP_WS"))
          .isNotEmpty();
      assertThat(PyclsConfig.read("job", job.get("cfg").toString()).network())
          .isEqualTo(result.network().orElseThrow());
    }
  }

  private static double last(JsonNode list) {
    return list.get(list.size() - 1).asDouble();
  }

  private static double minimum(JsonNode list) {
    double least = 100;
    for (JsonNode value : list) {
      least = Math.min(least, value.asDouble());
    }
    return least;
  }

  @Test
  void pyclsGetsFinishedTrialsAlone() throws IOException {
    Path file = folder.resolve("sweep.json");
    Terminal.Result result =
        Terminal.run("results", big, "--format", "pycls", "-n", "300", "-o", file.toString());
    assertThat(result.code()).isZero();
    int written = new ObjectMapper().readTree(file.toFile()).size();
    assertThat(written).isBetween(280, 299);
    assertThat(result.err()).startsWith(300 - written + " models left out: not finished");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--where flops~3 | --where must be COLUMN, one of < <= = != >= >, and a value",
        "--where flop<3 | --where must name a column, one of space, index,",
        "--where flops<many | --where flops must be compared with a number",
        "--status failed --where error<abc | --where error must be compared with a number",
        "--where index<0 --where d1<abc | --where d1 must be compared with a number",
        "--where flops<1.2.3 | --where flops must be compared with a number",
        "--sort eror | did you mean 'error'?",
        "--space evn | --space must be one of even, odd, got 'evn'; did you mean 'even'?",
        "--status ended | Invalid value for option '--status'",
        "--format xml | Invalid value for option '--format'",
        "-n 0 | results -n must be at least 1, got 0",
        "-o /no/such/folder/file | file must be writable"
      })
  void refusesWhatIsWrongInOneLine(String arguments, String message) {
    List<String> all = new ArrayList<>(List.of("results", big));
    all.addAll(List.of(arguments.strip().split(" ")));
    Terminal.Result result = Terminal.run(all.toArray(String[]::new));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(message);
  }

  @Test
  void neverReplacesAStoreOrByHalfAFile() throws IOException {
    Path store = folder.resolve(TrialStore.FILE);
    Files.copy(Path.of(SWEEP, TrialStore.FILE), store);
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), store);
    for (Path target : List.of(store, link)) {
      for (String sweep : List.of(folder.toString(), SWEEP)) {
        Terminal.Result result = Terminal.run("results", sweep, "-o", target.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains("got a store");
      }
    }
    assertThat(store).hasSameBinaryContentAs(Path.of(SWEEP, TrialStore.FILE));
    Path csv = Files.writeString(folder.resolve("out.csv"), "older");
    lines(SWEEP, "--format", "csv", "-o", csv.toString());
    assertThat(Files.readAllLines(csv)).hasSize(29);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(store, link, csv);
    }
  }

  @Test
  void edfSaysWhatWasLeftOut() throws IOException {
    Path csv = folder.resolve("edf.csv");
    Terminal.Result result = Terminal.run("edf", big, "-o", csv.toString());
    String left = "\\d+ diverged, \\d+ pruned";
    assertThat(result.out()).containsPattern("even .*   left out: " + left);
    assertThat(Files.readAllLines(csv)).last().asString().matches("odd,.*,1.0,\"" + left + "\"");
    Path svg = folder.resolve("edf.svg");
    assertThat(Terminal.run("edf", big, "-o", svg.toString()).code()).isZero();
    assertThat(Files.readString(svg).toLowerCase(Locale.ROOT)).containsPattern("without " + left);
  }
}
