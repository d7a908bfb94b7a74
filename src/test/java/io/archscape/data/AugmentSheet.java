package io.archscape.data;

import io.archscape.document.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture of what a recipe's {@code augment} and {@code mix} make of a few images, to be looked
 * at: {@code AugmentSheet FILE.png AUGMENT [MIX]}, both in YAML. A row is one image.
 */
final class AugmentSheet {
  private static final int ROWS = 8;
  private static final int COLUMNS = 12;
  private static final int SIDE = 32;

  private AugmentSheet() {}

  public static void main(String[] args) throws IOException {
    Documents documents = new Documents();
    Augment augment = documents.readYaml("augment", args[1], Augment.class);
    Mix mix = args.length > 2 ? documents.readYaml("mix", args[2], Mix.class) : new Mix(0, 0);
    ContactSheet.save(images(augment, mix), 3, Path.of(args[0]));
  }

  /** One epoch a column. */
  private static Images images(Augment augment, Mix mix) {
    Images set = Synthetic.train(ROWS, SIDE, 3);
    Normalisation normalisation = Normalisation.of(set);
    byte[] pixels = new byte[COLUMNS * ROWS * set.imageSize()];
    byte[] labels = new byte[COLUMNS * ROWS];
    BatchFeed.Batch batch = new BatchFeed.Batch(ROWS, set.imageSize());
    for (int column = 0; column < COLUMNS; column++) {
      Batches.shuffled(set, normalisation, ROWS, augment, mix, 1, column).fill(0, batch);
      for (int i = 0; i < batch.values().length; i++) {
        int c = i % 3;
        double value = batch.values()[i] * normalisation.std().get(c) + normalisation.mean().get(c);
        pixels[column * batch.values().length + i] = (byte) Math.round(value);
      }
      for (int i = 0; i < ROWS; i++) {
        labels[column * ROWS + i] = (byte) batch.labels()[i];
      }
    }
    List<String> rows = IntStream.range(0, ROWS).mapToObj(i -> "row " + i).toList();
    return Images.of(SIDE, SIDE, 3, rows, pixels, labels);
  }
}
