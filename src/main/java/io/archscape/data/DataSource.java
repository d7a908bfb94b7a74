package io.archscape.data;

import static io.archscape.Require.require;

import io.archscape.data.Remote.RemoteFile;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The data sets there are. */
public enum DataSource {
  CIFAR10("cifar10", "CIFAR-10: 60,000 small photographs (Krizhevsky 2009)", 32, 32, 32, 3) {
    @Override
    public List<String> classes() {
      return Cifar.CLASSES;
    }

    @Override
    public int available(int image) {
      return 50_000;
    }

    @Override
    public Optional<Remote> remote() {
      return Optional.of(
          new Remote(
              URI.create("https://www.cs.toronto.edu/~kriz/"),
              "",
              List.of(new RemoteFile(Cifar.ARCHIVE, "c32a1d4ab5d03f1284b67883e8d87530"))));
    }

    @Override
    Dataset open(DataSpec spec, DataFolders folders) {
      return Cifar.open(folders);
    }
  },

  MNIST("mnist", "MNIST: 70,000 handwritten digits (LeCun et al. 1998)", 28, 28, 28, 1) {
    @Override
    public List<String> classes() {
      return IdxFile.DIGITS;
    }

    @Override
    public int available(int image) {
      return 60_000;
    }

    @Override
    public Optional<Remote> remote() {
      return Optional.of(
          new Remote(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              IdxFile.FOLDER,
              List.of(
                  new RemoteFile(IdxFile.TRAIN_IMAGES + ".gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
                  new RemoteFile(IdxFile.TRAIN_LABELS + ".gz", "d53e105ee54ea40749a09fcbcd1e9432"),
                  new RemoteFile(IdxFile.TEST_IMAGES + ".gz", "9fb629c4189551a2d022fa330f9573f3"),
                  new RemoteFile(
                      IdxFile.TEST_LABELS + ".gz", "ec29112dd5afa0611ce80d1b7f02629c"))));
    }

    @Override
    Dataset open(DataSpec spec, DataFolders folders) {
      return IdxFile.open(folders);
    }
  },

  SHAPES("shapes", "built in: shapes and textures, drawn from a seed", 32, 16, 64, 3) {
    @Override
    public List<String> classes() {
      return Synthetic.CLASSES;
    }

    @Override
    public int usual(int image) {
      return 25_000;
    }

    @Override
    public int available(int image) {
      return Integer.MAX_VALUE / (image * image * channels());
    }

    @Override
    public Optional<Remote> remote() {
      return Optional.empty();
    }

    @Override
    Dataset open(DataSpec spec, DataFolders folders) {
      return Synthetic.dataset(spec);
    }
  };

  private final String key;
  private final String description;
  private final int image;
  private final int smallest;
  private final int largest;
  private final int channels;

  DataSource(String key, String description, int image, int smallest, int largest, int channels) {
    this.key = key;
    this.description = description;
    this.image = image;
    this.smallest = smallest;
    this.largest = largest;
    this.channels = channels;
  }

  /**
   * The data set of this name.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static DataSource named(String name) {
    Optional<DataSource> found =
        Arrays.stream(values()).filter(source -> source.key.equals(name)).findFirst();
    require(
        found.isPresent(),
        "data name must be one of %s, got name=%s",
        Arrays.stream(values()).map(DataSource::key).toList(),
        name);
    return found.get();
  }

  /** The name in a {@link DataSpec}. */
  public String key() {
    return key;
  }

  public String description() {
    return description;
  }

  /** The usual height and width in pixels. */
  public int image() {
    return image;
  }

  public int smallest() {
    return smallest;
  }

  public int largest() {
    return largest;
  }

  public int channels() {
    return channels;
  }

  public abstract List<String> classes();

  /** How many images there are to train on or hold out, at this height and width. */
  public abstract int available(int image);

  /** How many of them a training takes where nobody says: all of a published set. */
  public int usual(int image) {
    return available(image);
  }

  /** What is downloaded, unless the set is built in. */
  public abstract Optional<Remote> remote();

  abstract Dataset open(DataSpec spec, DataFolders folders);

  String sizes() {
    return smallest == largest ? Integer.toString(image) : smallest + " to " + largest;
  }
}
