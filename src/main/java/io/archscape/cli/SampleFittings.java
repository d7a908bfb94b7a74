package io.archscape.cli;

import io.archscape.space.Fitting;
import io.archscape.space.RegNet;
import io.archscape.space.RegNetParams;
import io.archscape.space.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sample asked for of each stage, before the adjustment. */
final class SampleFittings {
  private final Map<String, Double> drawn;

  private SampleFittings(Map<String, Double> drawn) {
    this.drawn = drawn;
  }

  /** One a stage; none where no sample says what was drawn. */
  static List<Fitting> of(Optional<Sample> sample) {
    return sample.map(s -> new SampleFittings(s.parameters()).fittings()).orElse(List.of());
  }

  private List<Fitting> fittings() {
    List<Fitting> fittings = new ArrayList<>();
    List<Integer> widths = widths();
    for (int i = 1; i <= widths.size(); i++) {
      if (value("b", i).isPresent() && value("g", i).isPresent()) {
        int groupWidth = value("g", i).get().intValue();
        fittings.add(Fitting.of(i, widths.get(i - 1), value("b", i).get(), groupWidth));
      }
    }
    return fittings.size() == widths.size() ? fittings : List.of();
  }

  private List<Integer> widths() {
    if (drawn.keySet().containsAll(List.of("d", "w0", "wa", "wm"))) {
      return RegNet.of(new RegNetParams((int) line("d"), (int) line("w0"), line("wa"), line("wm")))
          .widths();
    }
    List<Integer> widths = new ArrayList<>();
    Optional<Double> width = value("w", 1);
    while (width.isPresent()) {
      widths.add(width.get().intValue());
      width = value("w", widths.size() + 1);
    }
    return widths;
  }

  private double line(String parameter) {
    return drawn.getOrDefault(parameter, Double.NaN);
  }

  /** A stage's own value, or the one that all stages share. */
  private Optional<Double> value(String letter, int stage) {
    return Optional.ofNullable(drawn.get(letter + stage))
        .or(() -> Optional.ofNullable(drawn.get(letter)));
  }
}
