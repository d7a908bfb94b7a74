package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.document.Documents;
import io.archscape.exchange.Architectures;
import io.archscape.exchange.BestNetworks;
import io.archscape.exchange.ExportFolder;
import io.archscape.exchange.ExportFormat;
import io.archscape.exchange.ExportedNetwork;
import io.archscape.pycls.Zoo;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes architectures to files for other tools. */
@Command(
    name = "export",
    description = {
      "Write the best architectures of a sweep, or any other architectures, one file each.",
      "The best of a sweep have the lowest errors on the held-out images, over all its spaces."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SWEEP|ARCH",
      arity = "1..*",
      description = "folders of sweeps, or architectures as for 'cost'; --best applies to each")
  List<String> sources;

  @Option(
      names = "--best",
      paramLabel = "K",
      description =
          "write the best K of a sweep (default 1), or the first K of ARCH (default: all)")
  Optional<Integer> best = Optional.empty();

  @Option(
      names = "--format",
      defaultValue = "json",
      description =
          "format of the files, one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
  ExportFormat format;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description =
          "folder to write to; created if missing, and no other file in it is overwritten")
  Path folder;

  @Option(names = "--json", description = "print one line of JSON per file written")
  boolean json;

  @SuppressWarnings("NullAway.Init")
  ExportCommand() {}

  @Override
  public Integer call() {
    best.ifPresent(k -> require(k >= 1, "export --best must be at least 1, got %d", k));
    List<ExportedNetwork> networks = new ArrayList<>();
    for (String source : sources) {
      networks.addAll(
          isSweep(source)
              ? BestNetworks.of(Path.of(source), best.orElse(1))
              : ofArchitectures(source));
    }
    List<Path> files = new ExportFolder(folder).write(networks, format);
    for (int i = 0; i < files.size(); i++) {
      tell(files.get(i), networks.get(i));
    }
    return 0;
  }

  /** A folder may have the name of a model, where that was exported before. */
  private static boolean isSweep(String source) {
    boolean model = new Zoo().named(source).isPresent();
    return source.endsWith(".db") || (!model && Files.isDirectory(Path.of(source)));
  }

  private List<ExportedNetwork> ofArchitectures(String source) {
    Stream<Architectures.Source> all = new Architectures().sources(source, System.in).stream();
    List<ExportedNetwork> networks = new ArrayList<>();
    best.map(all::limit)
        .orElse(all)
        .forEach(
            one -> {
              Architectures.Named named = one.read().get();
              named.ignoredInWords().ifPresent(spec.commandLine().getErr()::println);
              networks.add(ExportedNetwork.of(named));
            });
    return networks;
  }

  private void tell(Path file, ExportedNetwork network) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> fields = new TreeMap<>();
      fields.put("file", file.toString());
      network.errorFraction().ifPresent(error -> fields.put("error", error));
      out.println(new Documents().canonicalJson(fields));
    } else if (network.errorFraction().isPresent()) {
      String of = network.trainings() > 1 ? ", mean of " + network.trainings() + " trainings" : "";
      out.printf(
          Locale.ROOT,
          "%s  error %.2f %%%s%n",
          file,
          100 * network.errorFraction().getAsDouble(),
          of);
    } else {
      out.println(file);
    }
  }
}
