package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.RequirementException;
import io.archscape.document.Documents;
import io.archscape.exchange.Architectures;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts flops, params and acts. */
@Command(
    name = "cost",
    description = {
      "Count multiply-adds (flops), parameters and activations, by the conventions of pycls.",
      "ARCH is a built-in name (regnetx-400mf), a YAML or JSON file with a network, a line printed"
          + " by 'sample' or a pycls config, a JSONL file, or - for JSONL on standard input."
    },
    mixinStandardHelpOptions = true)
final class CostCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "ARCH", arity = "1..*", description = "architectures to count")
  List<String> architectures;

  @Mixin CountedAt at = new CountedAt();

  @Option(names = "--json", description = "print one line of JSON per architecture")
  boolean json;

  @Option(names = "--layers", description = "print a table of all layers that have a cost")
  boolean layers;

  private int code;

  @SuppressWarnings("NullAway.Init")
  CostCommand() {}

  @Override
  public Integer call() {
    require(!json || !layers, "cost must print --json or --layers, got both");
    if (!json && !layers) {
      out().printf("%16s %14s %14s  %s%n", "flops", "params", "acts", "architecture");
    }
    architectures.forEach(this::file);
    return code;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void file(String argument) {
    try {
      new Architectures().sources(argument, System.in).forEach(this::source);
    } catch (InputException e) {
      tell(argument, e);
    }
  }

  private void source(Architectures.Source source) {
    try {
      one(source.read().get());
    } catch (InputException | RequirementException e) {
      tell(source.where(), e);
    }
  }

  /** With --json, what cannot be read does not keep the rest from being counted. */
  private void tell(String where, RuntimeException e) {
    if (!json) {
      throw e;
    }
    code = ExitCode.BAD_INPUT;
    print(Map.of("file", where, "error", String.valueOf(e.getMessage())));
  }

  private void one(Architectures.Named named) {
    named.ignoredInWords().ifPresent(spec.commandLine().getErr()::println);
    Shape shape = at.image(named);
    int k = at.classes(named);
    Cost cost = named.network().cost(shape, k);
    if (json) {
      Map<String, Object> fields = new TreeMap<>();
      fields.put("file", named.where());
      fields.put("flops", cost.flops());
      fields.put("params", cost.params());
      fields.put("acts", cost.acts());
      print(fields);
    } else if (layers) {
      table(named, shape, k);
    } else {
      out()
          .printf(
              "%,16d %,14d %,14d  %s%n", cost.flops(), cost.params(), cost.acts(), named.where());
    }
  }

  private void print(Map<String, ?> fields) {
    out().println(new Documents().canonicalJson(fields));
  }

  private void table(Architectures.Named named, Shape shape, int k) {
    out().printf("%s at %s, %d classes%n", named.where(), shape, k);
    new LayerTable(named.network().graph(shape, k)).lines().forEach(out()::println);
    LayerTable.fittings(named.fittings()).forEach(out()::println);
  }
}
