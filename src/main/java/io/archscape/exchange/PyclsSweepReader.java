package io.archscape.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.document.Documents;
import io.archscape.graph.Cost;
import io.archscape.pycls.PyclsConfig;
import io.archscape.store.ForeignTrial;
import io.archscape.train.EpochMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads what pycls' tools/sweep_collect.py writes. A job's error is what pycls' analysis takes: the
 * least of its epochs, of the averaged weights where they were tested, else of the weights.
 */
public final class PyclsSweepReader {
  private static final double PERCENT = 100;

  /** A parameter's name here, and where the config has it. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "regnet",
              List.of(
                  "d=REGNET.DEPTH",
                  "w0=REGNET.W0",
                  "wa=REGNET.WA",
                  "wm=REGNET.WM",
                  "b=REGNET.BOT_MUL",
                  "g=REGNET.GROUP_W"),
          "anynet",
              List.of(
                  "d=ANYNET.DEPTHS", "w=ANYNET.WIDTHS", "b=ANYNET.BOT_MULS", "g=ANYNET.GROUP_WS"),
          "effnet", List.of("d=EN.DEPTHS", "w=EN.WIDTHS", "e=EN.EXP_RATIOS", "k=EN.KERNELS"));

  private static final List<String> OF_ALL = List.of("lr=OPTIM.BASE_LR", "wd=OPTIM.WEIGHT_DECAY");

  private final Documents documents = new Documents();
  private final String source;
  private final String space;
  private int withoutNetwork;
  private int notBegun;

  public PyclsSweepReader(Path file, String space) {
    this.source = file.toString();
    this.space = space;
  }

  /** How many jobs have a model that this tool has no words for; known after reading. */
  public int withoutNetwork() {
    return withoutNetwork;
  }

  /**
   * How many jobs were left out: sweep_collect.py keeps those too that died before the first line
   * of their logs, of which nothing is known. Known after reading.
   */
  public int notBegun() {
    return notBegun;
  }

  public List<ForeignTrial> read(String text) {
    JsonNode top = documents.readPythonJson(source, text);
    if (!(top instanceof ArrayNode jobs) || jobs.isEmpty()) {
      throw new InputException(
          source + ": file must be a pycls sweep.json, a list of jobs, got " + kind(top));
    }
    List<ForeignTrial> trials = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).path("cfg").isObject() && jobs.get(i).path("complexity").isObject()) {
        trials.add(trial(i, jobs.get(i)));
      }
    }
    notBegun = jobs.size() - trials.size();
    if (trials.isEmpty()) {
      throw new InputException(
          "%s: file must have a job with its 'cfg' and 'complexity', got %d without"
              .formatted(source, notBegun));
    }
    return trials;
  }

  private static String kind(JsonNode top) {
    return top.isArray()
        ? "an empty one"
        : "a JSON " + top.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private ForeignTrial trial(int index, JsonNode job) {
    JsonNode config = job.path("cfg");
    JsonNode cost = job.path("complexity");
    JsonNode test = job.path(job.has("test_ema_epoch") ? "test_ema_epoch" : "test_epoch");
    int most = config.path("OPTIM").path("MAX_EPOCH").asInt(0);
    List<EpochMetrics> epochs = epochs(index, job, test);
    boolean whole = !epochs.isEmpty() && epochs.size() >= most;
    OptionalDouble error = whole ? error(index, test) : OptionalDouble.empty();
    return new ForeignTrial(
        space,
        index,
        documents.canonicalJson(job),
        network(index, config),
        new Cost(
            whole(index, cost, "flops"), whole(index, cost, "params"), whole(index, cost, "acts")),
        parameters(config),
        recipe(config),
        data(config),
        error,
        reason(error, epochs.size(), most),
        epochs);
  }

  private static String reason(OptionalDouble error, int epochs, int most) {
    if (error.isPresent()) {
      return "";
    }
    return epochs > 0 && epochs >= most
        ? "no error is a number"
        : "ended after %d of %d epochs".formatted(epochs, most);
  }

  private InputException mistake(int index, String message) {
    return new InputException("%s: job %d %s".formatted(source, index + 1, message));
  }

  private long whole(int index, JsonNode cost, String key) {
    if (!isFinite(cost.path(key))) {
      throw mistake(index, "must have a number as complexity." + key);
    }
    return Math.round(cost.path(key).asDouble());
  }

  /** A ResNet, a ViT or a block that is none of this tool's is kept without its network. */
  private Optional<Network> network(int index, JsonNode config) {
    try {
      String text = documents.canonicalJson(config);
      return Optional.of(PyclsConfig.read(source + " job " + (index + 1), text).network());
    } catch (InputException e) {
      withoutNetwork++;
      return Optional.empty();
    }
  }

  private static Map<String, Double> parameters(JsonNode config) {
    Map<String, Double> parameters = new LinkedHashMap<>();
    String type = config.path("MODEL").path("TYPE").asText();
    NAMES.getOrDefault(type, List.of()).forEach(name -> put(parameters, name, config));
    OF_ALL.forEach(name -> put(parameters, name, config));
    return parameters;
  }

  /** A value of each stage is d1, d2, ... */
  private static void put(Map<String, Double> parameters, String rule, JsonNode config) {
    String name = rule.substring(0, rule.indexOf('='));
    JsonNode value = config.at("/" + rule.substring(name.length() + 1).replace('.', '/'));
    if (isFinite(value)) {
      parameters.put(name, value.asDouble());
    }
    for (int i = 0; i < value.size(); i++) {
      if (isFinite(value.get(i))) {
        parameters.put(name + (i + 1), value.get(i).asDouble());
      }
    }
  }

  private static Map<String, Object> recipe(JsonNode config) {
    JsonNode optimisation = config.path("OPTIM");
    Map<String, Object> optimizer = new LinkedHashMap<>();
    putNumber(optimizer, "lr", optimisation.path("BASE_LR"));
    putNumber(optimizer, "weightDecay", optimisation.path("WEIGHT_DECAY"));
    putNumber(optimizer, "momentum", optimisation.path("MOMENTUM"));
    Map<String, Object> recipe = new LinkedHashMap<>();
    putNumber(recipe, "epochs", optimisation.path("MAX_EPOCH"));
    putNumber(recipe, "batch", config.path("TRAIN").path("BATCH_SIZE"));
    recipe.put("optimizer", optimizer);
    return recipe;
  }

  private static Map<String, Object> data(JsonNode config) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", config.path("TRAIN").path("DATASET").asText("unknown"));
    putNumber(data, "image", config.path("TRAIN").path("IM_SIZE"));
    putNumber(data, "classes", config.path("MODEL").path("NUM_CLASSES"));
    return data;
  }

  private static void putNumber(Map<String, Object> fields, String key, JsonNode value) {
    if (isFinite(value)) {
      fields.put(key, value.numberValue());
    }
  }

  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.asDouble());
  }

  /** Epochs whose error is not a number do not count; empty if there is no other. */
  private OptionalDouble error(int index, JsonNode test) {
    double least = Double.POSITIVE_INFINITY;
    String key = test.has("min_top1_err") ? "min_top1_err" : "top1_err";
    for (JsonNode value : test.path(key)) {
      least = isFinite(value) ? Math.min(least, value.asDouble()) : least;
    }
    if (least == Double.POSITIVE_INFINITY) {
      return OptionalDouble.empty();
    }
    if (!(least >= 0 && least <= PERCENT)) {
      throw mistake(index, "must have errors in percent, 0 to 100, got " + test.path(key));
    }
    return OptionalDouble.of(least / PERCENT);
  }

  private List<EpochMetrics> epochs(int index, JsonNode job, JsonNode test) {
    JsonNode errors = test.path("top1_err");
    JsonNode train = job.path("train_epoch");
    List<EpochMetrics> epochs = new ArrayList<>();
    for (int i = 0; i < errors.size(); i++) {
      if (!errors.get(i).isNumber()) {
        throw mistake(index, "must have numbers as top1_err, got " + errors.get(i));
      }
      epochs.add(
          new EpochMetrics(
              i + 1,
              at(train, "lr", i),
              at(train, "loss", i),
              at(train, "top1_err", i) / PERCENT,
              Double.NaN,
              errors.get(i).asDouble() / PERCENT,
              at(train, "time_epoch", i),
              0));
    }
    return epochs;
  }

  private static double at(JsonNode train, String key, int i) {
    return train.path(key).path(i).asDouble(Double.NaN);
  }
}
