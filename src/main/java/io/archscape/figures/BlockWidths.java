package io.archscape.figures;

import io.archscape.arch.Stage;
import io.archscape.plot.Axes;
import io.archscape.plot.StaircasePlot;
import io.archscape.plot.StaircasePlot.Stairs;
import io.archscape.study.Model;
import io.archscape.study.ModelOrders;
import io.archscape.study.SpaceStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The widths along the best and the worst networks of each space, where networks are known. */
final class BlockWidths implements FigureKind {
  private static final int MOST = 4;

  private static final OnPage CHART =
      new OnPage.Chart(
          "stairs",
          "Widths of the blocks",
          Axes.BLOCK,
          Axes.WIDTH,
          "Width of each block, of the best or worst model shown of each space. Worst models are"
              + " drawn thin; where a space has RegNet's parameters, the line w0 + wa \u00b7 j that"
              + " its widths follow is dotted, curved on this logarithmic axis.",
          Map.of());

  @Override
  public List<NamedFigure> of(FigureInput input) {
    return input.finished().stream().flatMap(space -> figure(input, space).stream()).toList();
  }

  @Override
  public OnPage onPage() {
    return CHART;
  }

  private static Optional<NamedFigure> figure(FigureInput input, SpaceStudy space) {
    List<Stairs> models =
        ModelOrders.byError(space.models()).stream()
            .flatMap(model -> stairs(model).stream())
            .toList();
    if (models.isEmpty()) {
      return Optional.empty();
    }
    int each = Math.max(1, Math.min(MOST, models.size() / 2));
    List<Stairs> best = models.subList(0, each);
    List<Stairs> worst = models.subList(Math.max(each, models.size() - each), models.size());
    return Optional.of(
        NamedFigure.of(
            space.label() + "-widths",
            "%s: widths of the blocks, first to last, of the best and the worst models, all on one scale%s"
                .formatted(space.label(), aboutLines(best)),
            () -> new StaircasePlot(space.label(), input.palette(), best, worst).figure()));
  }

  private static String aboutLines(List<Stairs> best) {
    return best.stream().allMatch(stairs -> stairs.line().isEmpty())
        ? "."
        : "; dashed: the line w0 + wa j of a RegNet, curved on this logarithmic axis.";
  }

  /** Empty where another tool trained the model and its network is not known. */
  private static Optional<Stairs> stairs(Model model) {
    return model
        .network()
        .map(
            network -> {
              List<Integer> widths = new ArrayList<>();
              for (Stage stage : network.stages()) {
                for (int block = 0; block < stage.depth(); block++) {
                  widths.add(stage.width());
                }
              }
              return new Stairs(model.errorPercent(), widths, line(model.parameters()));
            });
  }

  private static List<Double> line(Map<String, Double> parameters) {
    return parameters.containsKey("w0") && parameters.containsKey("wa")
        ? List.of(parameters.getOrDefault("w0", 0.0), parameters.getOrDefault("wa", 0.0))
        : List.of();
  }
}
