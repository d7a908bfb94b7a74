package io.archscape.bench;

import io.archscape.arch.Network;
import io.archscape.engine.Mode;
import io.archscape.graph.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the layers of networks that are slow, in training and in evaluation. Each kind of layer is
 * measured in the first network that has it; what then seems slow is measured many more times, and
 * its best time counts, so that nothing is called slow because the machine was busy.
 */
public final class LayerJudge {
  private final LayerTimer timer;
  private final SpeedRule rule;
  private final LayerTimes times = new LayerTimes();

  public LayerJudge(LayerTimer timer, MachineSpeed machine) {
    this.timer = timer;
    rule = new SpeedRule(machine);
  }

  /** How many kinds of layers have been measured. */
  public int measured() {
    return times.size();
  }

  /**
   * What the layers of a network cost, those of training first.
   *
   * @throws io.archscape.InputException if it does not fit into memory
   */
  public List<JudgedLayer> judge(Network network, Shape image, int classes) {
    return Stream.of(Mode.values())
        .flatMap(mode -> costs(network, image, classes, mode).stream())
        .map(
            cost ->
                new JudgedLayer(cost, rule.isSlow(cost), rule.matters(cost), rule.fraction(cost)))
        .toList();
  }

  private List<LayerCost> costs(Network network, Shape image, int classes, Mode mode) {
    try (NetworkTimes own = new NetworkTimes(timer, times, network, image, classes, mode)) {
      own.measureUnknown();
      List<LayerKind> suspects = suspects(own.costs());
      while (!suspects.isEmpty()) { // when these take less, others have larger shares
        own.measureAgain(suspects);
        suspects = suspects(own.costs());
      }
      return own.costs();
    }
  }

  private List<LayerKind> suspects(List<LayerCost> costs) {
    return costs.stream()
        .filter(rule::isSlow)
        .map(LayerCost::kind)
        .filter(kind -> !times.isCertain(kind))
        .distinct()
        .toList();
  }
}
