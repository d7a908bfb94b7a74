package io.archscape.cli;

import io.archscape.document.Documents;
import io.archscape.exchange.Architectures;
import io.archscape.graph.Shape;
import io.archscape.space.DesignSpace;
import io.archscape.space.Membership;
import io.archscape.space.Spaces;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one space. */
@Command(
    name = "space",
    description = {
      "Show a design space: its rules, and the exact number of settings and networks in it.",
      "With --contains, report for each architecture whether it is in the space (exit code 1 if any"
          + " is not)."
    },
    mixinStandardHelpOptions = true)
final class SpaceCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SPACE", description = "name of a shipped space, or a YAML file")
  String space;

  @Option(
      names = "--json",
      description = "print one line of JSON: name, dimensions, cardinality, distinct, paper")
  boolean json;

  @Option(
      names = "--contains",
      paramLabel = "ARCH",
      arity = "1..*",
      description = "architectures to check, as for 'cost'")
  List<String> contains = List.of();

  @SuppressWarnings("NullAway.Init")
  SpaceCommand() {}

  @Override
  public Integer call() {
    DesignSpace design = new Spaces().open(space);
    if (!contains.isEmpty()) {
      return membership(design);
    }
    if (json) {
      json(design);
    } else {
      text(design);
    }
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void json(DesignSpace design) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("name", design.name());
    fields.put("dimensions", design.dimensions());
    fields.put("cardinality", design.cardinality().toString());
    design.distinct().ifPresent(count -> fields.put("distinct", count.toString()));
    if (!design.paperSize().isEmpty()) {
      fields.put("paper", design.paperSize());
    }
    out().println(new Documents().canonicalJson(fields));
  }

  private void text(DesignSpace design) {
    PrintWriter out = out();
    out.print(new Documents().yaml(design));
    out.printf("dimensions: %d%n", design.dimensions());
    out.printf("cardinality: %s%n", rounded(design.cardinality()));
    if (!design.paperSize().isEmpty()) {
      out.printf("  the paper's figure: %s%n", design.paperSize());
    }
    out.printf(
        "distinct networks after the adjustment: %s%n",
        design
            .distinct()
            .map(SpaceCommand::rounded)
            .orElse(
                "not counted (a RegNet space of more than 2,000,000 settings, or one that draws CSP)"));
  }

  private static String rounded(BigInteger count) {
    BigDecimal brief = new BigDecimal(count).round(new MathContext(2));
    return count + ", about " + brief.toString().replace("E+", "e");
  }

  private int membership(DesignSpace design) {
    int code = 0;
    for (String argument : contains) {
      for (Architectures.Source source : new Architectures().sources(argument, System.in)) {
        Optional<String> rule =
            Membership.broken(
                design,
                source.read().get().network(),
                Shape.image(design.image()),
                design.classes());
        tell(design, source.where(), rule);
        code = rule.isPresent() ? ExitCode.FAILED : code;
      }
    }
    return code;
  }

  private void tell(DesignSpace design, String where, Optional<String> rule) {
    if (json) {
      Map<String, Object> fields = new TreeMap<>();
      fields.put("file", where);
      fields.put("space", design.name());
      fields.put("contains", rule.isEmpty());
      rule.ifPresent(words -> fields.put("breaks", words));
      out().println(new Documents().canonicalJson(fields));
    } else {
      out()
          .println(
              rule.map(words -> where + " is not in " + design.name() + ": " + words)
                  .orElse(where + " is in " + design.name()));
    }
  }
}
