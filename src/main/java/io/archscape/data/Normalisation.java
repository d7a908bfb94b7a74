package io.archscape.data;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.List;

/** Per channel: (value - mean) / std, in units of the bytes, 0 to 255. */
public record Normalisation(List<Double> mean, List<Double> std) {
  public Normalisation {
    require(
        !mean.isEmpty() && mean.size() == std.size(),
        "normalisation must have one mean and one std per channel, got %d and %d",
        mean.size(),
        std.size());
    for (int c = 0; c < mean.size(); c++) {
      require(
          Double.isFinite(mean.get(c)), "normalisation mean must be finite, got %s", mean.get(c));
      require(
          std.get(c) > 0 && Double.isFinite(std.get(c)),
          "normalisation std must be positive and finite, got %s",
          std.get(c));
    }
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /** Mean and population standard deviation of each channel over all pixels of the images. */
  public static Normalisation of(Images images) {
    require(images.count() > 0, "normalisation must be taken from at least one image, got none");
    List<Double> mean = new ArrayList<>();
    List<Double> std = new ArrayList<>();
    for (int c = 0; c < images.channels(); c++) {
      long[] histogram = histogram(images, c);
      double m = moment(histogram, 0, 1);
      double s = StrictMath.sqrt(moment(histogram, m, 2));
      mean.add(m);
      std.add(s > 0 ? s : 1); // a channel of one value carries nothing: it becomes zero
    }
    return new Normalisation(mean, std);
  }

  public int channels() {
    return mean.size();
  }

  /** The mean rounded to bytes, one a channel. */
  byte[] meanColour() {
    byte[] colour = new byte[channels()];
    for (int c = 0; c < colour.length; c++) {
      colour[c] = (byte) Math.max(0, Math.min(Math.rint(mean.get(c)), 255));
    }
    return colour;
  }

  /** What each byte of each channel becomes, at {@code channel * 256 + value}. */
  float[] table() {
    float[] table = new float[channels() * 256];
    for (int i = 0; i < table.length; i++) {
      int channel = i / 256;
      table[i] = (float) ((i % 256 - mean.get(channel)) / std.get(channel));
    }
    return table;
  }

  private static long[] histogram(Images images, int channel) {
    long[] histogram = new long[256];
    byte[] pixels = images.pixels();
    for (int i = 0; i < images.count(); i++) {
      int from = images.offset(i);
      for (int p = from + channel; p < from + images.imageSize(); p += images.channels()) {
        histogram[Byte.toUnsignedInt(pixels[p])]++;
      }
    }
    return histogram;
  }

  private static double moment(long[] histogram, double around, int power) {
    double sum = 0;
    long count = 0;
    for (int value = 0; value < histogram.length; value++) {
      double distance = value - around;
      sum += histogram[value] * (power == 2 ? distance * distance : distance);
      count += histogram[value];
    }
    return sum / count;
  }
}
