package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.document.Spelling;
import io.archscape.exchange.ListedTrial;
import io.archscape.exchange.ListingFormat;
import io.archscape.exchange.RowFilter;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialStatus;
import io.archscape.store.TrialStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and exports the results of sweeps. */
@Command(
    name = "results",
    description = {
      "List the models of sweeps: print, filter, sort, export.",
      "Columns: space, index, id, status, error, flops, params, acts, the parameters of the space,"
          + " epochs, seconds, attempts, reason."
    },
    mixinStandardHelpOptions = true)
final class ResultsCommand implements Callable<Integer> {
  private static final int SHOWN = 50;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SWEEP",
      arity = "1..*",
      description = "folders of sweeps, finished or running")
  List<Path> sweeps;

  @Option(
      names = "--space",
      paramLabel = "NAME",
      description = "list only models of this space; repeatable")
  List<String> spaces = List.of();

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description = "list only models with this status, one or more of ${COMPLETION-CANDIDATES}")
  List<TrialStatus> statuses = List.of();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "list only models for which it holds, such as 'flops<1.5M', 'error<45%%', 'd>=12'; repeatable, all must hold")
  List<String> conditions = List.of();

  @Option(
      names = "--sort",
      paramLabel = "[-]COLUMN",
      description =
          "sort by this column, ascending, or descending with -; models without a value come last")
  Optional<String> sort = Optional.empty();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "list only the first N (default: 50 in a table, otherwise all)")
  Optional<Integer> count = Optional.empty();

  @Option(
      names = "--epochs",
      description = "list a row per epoch (jsonl and pycls always include epochs)")
  boolean epochs;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = {
        "output format, one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE});",
        "csv (RFC 4180) and jsonl give errors as fractions; pycls is a sweep.json, in percent"
      })
  ListingFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "file to write to instead of printing")
  Optional<Path> file = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  ResultsCommand() {}

  @Override
  public Integer call() {
    count.ifPresent(n -> require(n >= 1, "results -n must be at least 1, got %d", n));
    List<ListedTrial> listed = listed();
    sort.ifPresent(text -> requireColumn("--sort", text.replaceFirst("^-", ""), listed));
    List<ListedTrial> chosen = sorted(filtered(listed));
    boolean bounded = format == ListingFormat.table && file.isEmpty();
    int most = count.orElse(bounded ? SHOWN : Integer.MAX_VALUE);
    List<ListedTrial> shown = chosen.subList(0, Math.min(most, chosen.size()));
    write(shown);
    if (format == ListingFormat.table && shown.size() < chosen.size()) {
      spec.commandLine()
          .getErr()
          .printf("%d more; raise -n, or use --format csv for all%n", chosen.size() - shown.size());
    }
    return 0;
  }

  private List<ListedTrial> listed() {
    List<ListedTrial> all = new ArrayList<>();
    for (Path sweep : sweeps) {
      StoredSweep.list(sweep).rows().forEach(row -> all.add(new ListedTrial(sweep, row)));
    }
    return all;
  }

  private List<ListedTrial> filtered(List<ListedTrial> listed) {
    requireSpaces(listed);
    List<RowFilter> filters =
        conditions.stream().map(text -> where(() -> RowFilter.parse(text))).toList();
    filters.forEach(filter -> requireColumn("--where", filter.column(), listed));
    filters.stream()
        .filter(filter -> ListedTrial.isNumeric(filter.column(), listed))
        .forEach(filter -> where(filter::requireNumber));
    Set<String> wanted = new HashSet<>(spaces);
    Set<TrialStatus> states =
        statuses.isEmpty() ? EnumSet.allOf(TrialStatus.class) : EnumSet.copyOf(statuses);
    return listed.stream()
        .filter(trial -> wanted.isEmpty() || wanted.contains(trial.row().space()))
        .filter(trial -> states.contains(trial.row().status()))
        .filter(trial -> filters.stream().allMatch(filter -> filter.test(trial)))
        .toList();
  }

  /** What is wrong with a condition is said of its option. */
  private static RowFilter where(Supplier<RowFilter> filter) {
    try {
      return filter.get();
    } catch (InputException e) {
      throw new InputException("--where " + e.getMessage(), e);
    }
  }

  private void requireSpaces(List<ListedTrial> listed) {
    Set<String> there =
        listed.stream()
            .map(trial -> trial.row().space())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String space : spaces) {
      if (!there.contains(space)) {
        throw new InputException(
            "--space must be one of %s, got '%s'%s"
                .formatted(String.join(", ", there), space, Spelling.hint(space, there)));
      }
    }
  }

  private static void requireColumn(String option, String column, List<ListedTrial> listed) {
    if (ListedTrial.OWN.contains(column)) {
      return;
    }
    Set<String> known = new TreeSet<>();
    for (ListedTrial trial : listed) {
      if (trial.coordinates().containsKey(column)) {
        return;
      }
      known.addAll(trial.coordinates().keySet());
    }
    List<String> all = Stream.concat(ListedTrial.OWN.stream(), known.stream()).toList();
    throw new InputException(
        "%s must name a column, one of %s, got '%s'%s"
            .formatted(option, String.join(", ", all), column, Spelling.hint(column, all)));
  }

  private List<ListedTrial> sorted(List<ListedTrial> trials) {
    if (sort.isEmpty()) {
      return trials;
    }
    boolean falling = sort.get().startsWith("-");
    String column = falling ? sort.get().substring(1) : sort.get();
    Comparator<Object> values = ResultsCommand::compare;
    Comparator<Object> order = falling ? values.reversed() : values;
    List<ListedTrial> sorted = new ArrayList<>(trials);
    sorted.sort(Comparator.comparing(trial -> trial.value(column), lastIfMissing(order)));
    return sorted;
  }

  private static Comparator<Optional<Object>> lastIfMissing(Comparator<Object> order) {
    return (a, b) ->
        a.isPresent() && b.isPresent()
            ? order.compare(a.get(), b.get())
            : Boolean.compare(a.isEmpty(), b.isEmpty());
  }

  private static int compare(Object a, Object b) {
    return a instanceof Number x && b instanceof Number y
        ? Double.compare(x.doubleValue(), y.doubleValue())
        : a.toString().compareTo(b.toString());
  }

  private void write(List<ListedTrial> trials) {
    if (file.isEmpty()) {
      write(trials, spec.commandLine().getOut());
      return;
    }
    Path target = file.get();
    try {
      requireNoStore(target);
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        write(trials, target); // a pipe or a device
      } else {
        replace(trials, Files.exists(target) ? target.toRealPath() : target);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(target + ": file must be writable, got " + e, e);
    }
  }

  private void requireNoStore(Path target) throws IOException {
    boolean store = StoredSweep.isDatabase(target);
    for (Path sweep : sweeps) {
      Path own = Files.isDirectory(sweep) ? sweep.resolve(TrialStore.FILE) : sweep;
      store |= Files.exists(target) && Files.isSameFile(target, own);
    }
    if (store) {
      throw new InputException(
          "-o must name a file to write the listing to, got a store, %s".formatted(target));
    }
  }

  /**
   * What is there stays until the new file is whole. Not a {@link io.archscape.WholeFile}: listings
   * are written by lines, by as many processes at once as like, and can be made again.
   */
  private void replace(List<ListedTrial> trials, Path target) throws IOException {
    Path part =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      write(trials, part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(List<ListedTrial> trials, Path target) throws IOException {
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(target, StandardCharsets.UTF_8))) {
      write(trials, out);
      if (out.checkError()) {
        throw new IOException("no room, or the file was taken away");
      }
    }
  }

  private void write(List<ListedTrial> trials, PrintWriter out) {
    int left = format.write(out, trials, epochs);
    if (left > 0) {
      spec.commandLine()
          .getErr()
          .printf("%d models left out: not finished, or pycls cannot describe them%n", left);
    }
    out.flush();
  }
}
