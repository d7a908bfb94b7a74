package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.data.DataSource;
import io.archscape.data.DataSpec;
import io.archscape.data.Dataset;
import io.archscape.data.Datasets;
import io.archscape.data.Fetch;
import io.archscape.data.Images;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Data sets. */
@Command(
    name = "data",
    description = "List, inspect and fetch data sets.",
    mixinStandardHelpOptions = true)
final class DataCommand implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  DataCommand() {}

  @Override
  public void run() {
    list();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(description = "List the data sets.", mixinStandardHelpOptions = true)
  void list() {
    for (DataSource source : DataSource.values()) {
      out().printf("%-8s %s%n", source.key(), source.description());
    }
  }

  @Command(description = "Read a data set and describe it.", mixinStandardHelpOptions = true)
  void info(@Parameters(paramLabel = "NAME") String name, @Mixin DataOptions data) {
    DataSource source = DataSource.named(name);
    Dataset dataset = Datasets.open(DataSpec.of(name, 1000, 1, 1), data.folders());
    out().printf("%s: %s%n", source.key(), source.description());
    if (source.remote().isPresent()) {
      describe("train", dataset.train());
    }
    describe("test", dataset.test());
    out()
        .printf("mean %s, std %s%n", dataset.normalisation().mean(), dataset.normalisation().std());
  }

  private void describe(String what, Images images) {
    out()
        .printf(
            "%-5s %d images %dx%dx%d, classes %s, sha256 %s%n",
            what,
            images.count(),
            images.height(),
            images.width(),
            images.channels(),
            String.join(" ", images.classes()),
            images.checksum());
  }

  @Command(
      description = "Download a data set's published files and check their checksums.",
      mixinStandardHelpOptions = true)
  void fetch(@Parameters(paramLabel = "NAME") String name, @Mixin DataOptions data)
      throws InterruptedException {
    DataSource source = DataSource.named(name);
    var remote =
        source
            .remote()
            .orElseThrow(
                () ->
                    new InputException(
                        "data to fetch must be cifar10 or mnist, got '" + name + "', built in"));
    List<Path> files =
        new Fetch(new Percent(spec.commandLine().getErr())).fetch(remote, data.folders().first());
    files.forEach(file -> out().println(file));
  }

  /** A line for each tenth of a file. */
  private static final class Percent implements Fetch.Progress {
    private final PrintWriter err;
    private String shown = "";

    Percent(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void received(String file, long bytes, OptionalLong total) {
      long tenth = total.isPresent() ? 10 * bytes / Math.max(1, total.getAsLong()) : bytes >> 24;
      String line =
          file + (total.isPresent() ? " " + 10 * tenth + " %" : " " + (tenth << 4) + " MiB");
      if (!line.equals(shown)) {
        shown = line;
        err.println(line);
      }
    }
  }
}
