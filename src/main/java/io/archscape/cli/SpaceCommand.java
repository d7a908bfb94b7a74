package io.archscape.cli;

import io.archscape.document.Documents;
import io.archscape.space.DesignSpace;
import io.archscape.space.Spaces;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one space. */
@Command(
    name = "space",
    description = "Show a design space: its rules and how many settings it holds, exactly.",
    mixinStandardHelpOptions = true)
final class SpaceCommand implements Runnable {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SPACE", description = "a shipped space's name, or a YAML file")
  String space;

  @Option(names = "--json", description = "one line of JSON: name, dimensions, cardinality")
  boolean json;

  @SuppressWarnings("NullAway.Init")
  SpaceCommand() {}

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    DesignSpace design = new Spaces().open(space);
    Documents documents = new Documents();
    BigInteger cardinality = design.cardinality();
    if (json) {
      Map<String, Object> fields = new TreeMap<>();
      fields.put("name", design.name());
      fields.put("dimensions", design.parameters().size());
      fields.put("cardinality", cardinality.toString());
      out.println(documents.canonicalJson(fields));
      return;
    }
    out.print(documents.yaml(design));
    out.printf("dimensions: %d%n", design.parameters().size());
    out.printf(
        "cardinality: %s, about %s%n",
        cardinality, new java.math.BigDecimal(cardinality).round(new MathContext(2)).toString());
  }
}
