package io.archscape.train;

import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.document.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a training stands between two epochs: all that the next one depends on, to the bit. Kept as a
 * safetensors file, so that other tools can read the parameters: {@code NODE.weight} is (height,
 * width, inputs of a group, outputs) for a convolution and (inputs, outputs) for a linear layer;
 * {@code gamma}, {@code beta}, {@code mean} and {@code variance} belong to batch norms; what begins
 * with {@code training.} is the optimizer's.
 */
public final class Checkpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
  private static final Documents DOCUMENTS = new Documents();
  private static final String FORMAT = "archscape checkpoint 1";

  private final String trial;
  private final List<EpochMetrics> epochs;
  private final Map<String, SafeTensors.Tensor> tensors;

  /**
   * Of a training.
   *
   * @param trial what is trained, and with what: a checkpoint of another is never taken
   * @param epochs that are behind it
   */
  Checkpoint(String trial, List<EpochMetrics> epochs, Map<String, SafeTensors.Tensor> tensors) {
    this.trial = trial;
    this.epochs = List.copyOf(epochs);
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /** The epochs behind it, in order. */
  public List<EpochMetrics> epochs() {
    return epochs;
  }

  /** The numbers of this name. */
  float[] values(String name, long length) {
    SafeTensors.Tensor tensor = tensors.get(name);
    if (tensor == null || tensor.values().length != length) {
      throw new InputException(
          "a checkpoint must have %d numbers of %s, got %s"
              .formatted(length, name, tensor == null ? "none" : tensor.values().length));
    }
    return tensor.values();
  }

  /**
   * Writes it, atomically: a process that is killed or finds the disk full leaves the file that was
   * there before.
   */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String json = DOCUMENTS.canonicalJson(epochs);
    Map<String, String> metadata =
        Map.of("format", FORMAT, "trial", trial, "epochs", json, "sha256", checksum(json));
    new SafeTensors(metadata, tensors).write(file);
  }

  private String checksum(String json) {
    MessageDigest digest = Sha256.digest();
    digest.update((trial + "\n" + json).getBytes(StandardCharsets.UTF_8));
    tensors.forEach(
        (name, tensor) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(SafeTensors.bytes(tensor.values()));
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Reads a file if it holds a whole checkpoint of this trial. One that does not is no mistake of
   * the user's: the training begins again, and the log says why.
   */
  public static Optional<Checkpoint> read(Path file, String trial) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(require(file, trial));
    } catch (RuntimeException e) {
      LOG.warn("a checkpoint is ignored: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reads a file that must hold a whole checkpoint of this trial.
   *
   * @throws InputException if it does not, or cannot be read
   */
  public static Checkpoint require(Path file, String trial) {
    Checkpoint read;
    try {
      read = read(file);
    } catch (IOException e) {
      throw new InputException(file + ": checkpoint must be readable, got " + e, e);
    }
    if (!read.trial.equals(trial)) {
      throw new InputException(
          "%s: checkpoint must be of trial %s, got %s".formatted(file, trial, read.trial));
    }
    return read;
  }

  private static Checkpoint read(Path file) throws IOException {
    SafeTensors read = SafeTensors.read(file);
    String json = read.metadata().getOrDefault("epochs", "");
    if (!FORMAT.equals(read.metadata().get("format"))) {
      throw new InputException(
          "%s: checkpoint must be of format '%s', got '%s'"
              .formatted(file, FORMAT, read.metadata().get("format")));
    }
    Checkpoint checkpoint =
        new Checkpoint(
            read.metadata().getOrDefault("trial", ""),
            Arrays.asList(DOCUMENTS.readJson(file.toString(), json, EpochMetrics[].class)),
            read.tensors());
    String found = checkpoint.checksum(json);
    if (!found.equals(read.metadata().get("sha256"))) {
      throw new InputException(
          "%s: checkpoint must have the checksum %s, got %s"
              .formatted(file, read.metadata().get("sha256"), found));
    }
    return checkpoint;
  }
}
