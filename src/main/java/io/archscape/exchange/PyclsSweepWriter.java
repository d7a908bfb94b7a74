package io.archscape.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.archscape.InputException;
import io.archscape.RequirementException;
import io.archscape.data.DataSource;
import io.archscape.document.Documents;
import io.archscape.pycls.PyclsConfig;
import io.archscape.space.RegNetInverse;
import io.archscape.store.TrialResult;
import io.archscape.train.EpochMetrics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Writes finished trials as pycls' tools/sweep_collect.py does: a list of jobs, each with what its
 * log said under the type of the line, {@code data[type][metric][epoch]}; errors are in percent.
 *
 * <p>pycls' analysis takes the least error of the epochs, of the averaged weights ({@code
 * test_ema_epoch}), and leaves out jobs without them: they get the errors that the store has. There
 * are no top-5 errors and no memory. {@code epoch_times.train_fw_bw_time} is all of an epoch's
 * time.
 */
final class PyclsSweepWriter {
  private static final double PERCENT = 100;

  private final PrintWriter out;
  private final Documents documents = new Documents();
  private int left;
  private String before = "[";

  PyclsSweepWriter(PrintWriter out) {
    this.out = out;
  }

  /** Gives how many were left out: unfinished, or with a network that pycls has no words for. */
  int write(List<ListedTrial> trials) {
    ListedTrial.whole(trials, this::write);
    out.println(before.equals("[") ? "[]" : "\n]");
    return left;
  }

  private void write(Path sweep, TrialResult result) {
    Optional<ObjectNode> config =
        result.error().isPresent() ? config(result) : Optional.<ObjectNode>empty();
    if (config.isEmpty() || result.epochs().isEmpty()) {
      left++;
      return;
    }
    out.println(before);
    out.print(documents.canonicalJson(job(sweep, result, config.get())));
    before = ",";
  }

  private Map<String, Object> job(Path sweep, TrialResult result, ObjectNode config) {
    JsonNode recipe = tree(result.recipe());
    int most = Math.max(recipe.path("epochs").asInt(), result.epochs().size());
    String folder = sweep + "/logs/" + result.space() + "-" + result.index();
    Map<String, Object> test = test(result.epochs(), most);
    Map<String, Object> job = new TreeMap<>();
    job.put("cfg", config);
    job.put("complexity", result.cost());
    job.put("train_epoch", train(result.epochs(), most));
    job.put("test_epoch", test);
    job.put("test_ema_epoch", test);
    job.put(
        "epoch_times",
        Map.of("train_fw_bw_time", result.seconds().orElse(0) / result.epochs().size()));
    job.put("log_file", folder + "/stdout.log");
    job.put("err_file", folder + "/stderr.log");
    job.put("err", "");
    return job;
  }

  /** What pycls needs to build the model, and what its analysis asks of the training. */
  private Optional<ObjectNode> config(TrialResult result) {
    JsonNode data = tree(result.data());
    JsonNode recipe = tree(result.recipe());
    int image = data.path("image").asInt(1);
    String yaml;
    try {
      int classes = classes(data);
      yaml =
          PyclsConfig.write(
              result.network().orElseThrow(() -> new InputException("no network")),
              image,
              classes,
              RegNetInverse.Setting.of(result.parameters()));
    } catch (InputException | RequirementException e) {
      return Optional.empty();
    }
    ObjectNode config = documents.readYaml(result.space(), yaml, ObjectNode.class);
    config.put("DESC", result.space() + " " + result.index());
    config.withObject("/TRAIN").put("DATASET", data.path("name").asText());
    config.withObject("/TRAIN").set("BATCH_SIZE", recipe.path("batch"));
    ObjectNode optimisation = config.withObject("/OPTIM");
    JsonNode optimizer = recipe.path("optimizer");
    put(optimisation, "BASE_LR", optimizer.path("lr"));
    put(optimisation, "WEIGHT_DECAY", optimizer.path("weightDecay"));
    put(optimisation, "MOMENTUM", optimizer.path("momentum"));
    put(optimisation, "MAX_EPOCH", recipe.path("epochs"));
    if (config.has("ANYNET")) { // pycls' defaults, which its plots of models ask for
      ObjectNode stages = config.withObject("/ANYNET");
      List.of("BOT_MULS", "GROUP_WS").stream()
          .filter(key -> !stages.has(key))
          .forEach(stages::putArray);
    }
    return Optional.of(config);
  }

  private static void put(ObjectNode section, String key, JsonNode value) {
    if (value.isNumber()) {
      section.set(key, value);
    }
  }

  private static int classes(JsonNode data) {
    return data.has("classes")
        ? data.path("classes").asInt()
        : DataSource.named(data.path("name").asText()).classes().size();
  }

  private JsonNode tree(String json) {
    return documents.readJson("store", json, JsonNode.class);
  }

  private static Map<String, Object> train(List<EpochMetrics> epochs, int most) {
    Map<String, Object> fields = clock(epochs, most);
    fields.put("lr", all(epochs, EpochMetrics::lr));
    fields.put("loss", all(epochs, EpochMetrics::trainLoss));
    fields.put("top1_err", all(epochs, m -> PERCENT * m.trainError()));
    fields.put("time_epoch", all(epochs, EpochMetrics::seconds));
    return fields;
  }

  private static Map<String, Object> test(List<EpochMetrics> epochs, int most) {
    Map<String, Object> fields = clock(epochs, most);
    List<Double> least = new ArrayList<>();
    double lowest = PERCENT;
    for (EpochMetrics metrics : epochs) {
      lowest = Math.min(lowest, PERCENT * metrics.validationError());
      least.add(lowest);
    }
    fields.put("top1_err", all(epochs, m -> PERCENT * m.validationError()));
    fields.put("min_top1_err", least);
    return fields;
  }

  private static Map<String, Object> clock(List<EpochMetrics> epochs, int most) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("epoch", epochs.stream().map(m -> m.epoch() + "/" + most).toList());
    fields.put("epoch_ind", epochs.stream().map(EpochMetrics::epoch).toList());
    fields.put(
        "epoch_max", IntStream.range(0, epochs.size()).mapToObj(i -> (Integer) most).toList());
    return fields;
  }

  /** What is not a number is null: left out, it would shift the epochs behind it. */
  private static List<Object> all(List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value) {
    return epochs.stream()
        .mapToDouble(value)
        .mapToObj(number -> Double.isFinite(number) ? (Object) number : NullNode.getInstance())
        .toList();
  }
}
