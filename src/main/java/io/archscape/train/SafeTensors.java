package io.archscape.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.archscape.InputException;
import io.archscape.WholeFile;
import io.archscape.document.Documents;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named arrays of floats in a file of the safetensors format
 * (https://github.com/huggingface/safetensors): the length of a JSON header as 8 bytes, the header,
 * the numbers; all little-endian.
 */
record SafeTensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final Documents DOCUMENTS = new Documents();
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final int LARGEST_HEADER = 100_000_000; // as the format has it

  SafeTensors {
    metadata = Map.copyOf(metadata);
    tensors = new LinkedHashMap<>(tensors);
  }

  /** Numbers, the last direction innermost. */
  static final class Tensor {
    private final List<Long> shape;
    private final float[] values;

    Tensor(List<Long> shape, float[] values) {
      this.shape = List.copyOf(shape);
      this.values = values;
    }

    float[] values() {
      return values;
    }
  }

  /** What the header says of a tensor. */
  private record Place(
      String dtype, List<Long> shape, @JsonProperty("data_offsets") List<Long> offsets) {}

  /** Writes the file so that it is never seen half. */
  void write(Path file) throws IOException {
    WholeFile.write(
        file,
        channel -> {
          byte[] header = header();
          WholeFile.put(channel, bytes(Long.BYTES).putLong(header.length).flip());
          WholeFile.put(channel, ByteBuffer.wrap(header));
          for (Tensor tensor : tensors.values()) {
            WholeFile.put(channel, bytes(tensor.values));
          }
        });
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = bytes(Math.multiplyExact(Float.BYTES, values.length));
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private byte[] header() {
    Map<String, Object> header = new TreeMap<>();
    header.put(METADATA, new TreeMap<>(metadata));
    long from = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long to = from + (long) Float.BYTES * entry.getValue().values.length;
      header.put(entry.getKey(), new Place("F32", entry.getValue().shape, List.of(from, to)));
      from = to;
    }
    String json = DOCUMENTS.canonicalJson(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    String padding = " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT);
    return (json + padding).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it is not such a file or incomplete
   */
  static SafeTensors read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = get(channel, Long.BYTES).getLong();
      if (length < 2 || length > Math.min(LARGEST_HEADER, channel.size())) {
        throw damaged(file, "a header of " + length + " bytes");
      }
      String json = StandardCharsets.UTF_8.decode(get(channel, (int) length)).toString();
      return read(file, channel, header(file, json));
    } catch (EOFException e) {
      throw damaged(file, "one that ends too soon");
    }
  }

  private static Map<?, ?> header(Path file, String json) {
    return DOCUMENTS.readJson(file.toString(), json.strip(), Map.class);
  }

  private static SafeTensors read(Path file, FileChannel channel, Map<?, ?> header)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    Map<Long, Map.Entry<String, Place>> places = new TreeMap<>();
    for (Map.Entry<?, ?> entry : header.entrySet()) {
      String json = DOCUMENTS.canonicalJson(entry.getValue());
      if (METADATA.equals(entry.getKey())) {
        Map<?, ?> read = DOCUMENTS.readJson(file.toString(), json, Map.class);
        read.forEach((key, value) -> metadata.put(String.valueOf(key), String.valueOf(value)));
      } else {
        Place place = DOCUMENTS.readJson(file.toString(), json, Place.class);
        places.put(place.offsets.get(0), Map.entry(String.valueOf(entry.getKey()), place));
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long from = 0;
    for (Map.Entry<String, Place> entry : places.values()) {
      Place place = entry.getValue();
      long count = place.shape.stream().reduce(1L, Math::multiplyExact);
      if (!place.offsets.equals(List.of(from, from + Float.BYTES * count))) {
        throw damaged(file, "a gap at " + entry.getKey());
      }
      float[] values = new float[Math.toIntExact(count)];
      get(channel, Float.BYTES * values.length).asFloatBuffer().get(values);
      tensors.put(entry.getKey(), new Tensor(place.shape, values));
      from += Float.BYTES * count;
    }
    return new SafeTensors(metadata, tensors);
  }

  private static ByteBuffer get(FileChannel channel, int size) throws IOException {
    if (size > channel.size() - channel.position()) {
      throw new EOFException();
    }
    ByteBuffer bytes = bytes(size);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }

  private static InputException damaged(Path file, String got) {
    return new InputException(
        file + ": file must be whole and of the safetensors format, got " + got);
  }
}
