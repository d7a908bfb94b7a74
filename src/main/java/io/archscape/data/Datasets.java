package io.archscape.data;

import io.archscape.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The front door: a data set by its specification. */
public final class Datasets {
  private Datasets() {}

  /**
   * Reads or draws what the specification names, whole: {@link Dataset#split(DataSpec)} takes its
   * part. The built-in set is drawn with as many training images as are asked for.
   *
   * @throws InputException if files are missing, truncated or corrupt
   */
  public static Dataset open(DataSpec spec, DataFolders folders) {
    return DataSource.named(spec.name()).open(spec, folders);
  }

  static InputException missing(DataSource source, String wanted, List<Path> looked) {
    return new InputException(
        "%s must be in a data folder as %s, found neither at %s; get it with: archscape data fetch %s"
            .formatted(
                source.key(),
                wanted,
                looked.stream().map(Path::toString).collect(Collectors.joining(", ")),
                source.key()));
  }
}
