package io.archscape.plot;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Errors against a complexity, with each space's Pareto front as a staircase: the least error that
 * a model of at most so much complexity reached. Models on the front are drawn larger.
 *
 * @param complexity title of the level axis
 * @param palette that has all spaces
 */
public record ParetoPlot(String complexity, Palette palette, List<Cloud> clouds) {
  public ParetoPlot {
    PlotValues.requireText("a complexity's name", complexity);
    clouds = List.copyOf(clouds);
    require(!clouds.isEmpty(), "a Pareto plot needs at least one space, got none");
  }

  /**
   * The models of one space.
   *
   * @param errors of the same models, in percent
   */
  public record Cloud(String space, List<Double> complexities, List<Double> errors) {
    public Cloud {
      complexities = PlotValues.finite("complexities of " + space, complexities);
      errors = PlotValues.percent("errors of " + space, errors);
      require(!errors.isEmpty(), "a cloud needs at least one model, got none of %s", space);
      require(
          complexities.size() == errors.size(),
          "there must be a complexity for each error, got %d complexities and %d errors of %s",
          complexities.size(),
          errors.size(),
          space);
    }

    /**
     * Indices of the models that no other model beats: none costs at most as much and has a lower
     * error, nor less and an equal one. By increasing complexity; of equal models the first.
     */
    public List<Integer> front() {
      List<Integer> order =
          IntStream.range(0, errors.size())
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(complexities::get)
                      .thenComparingDouble(errors::get))
              .toList();
      List<Integer> front = new ArrayList<>();
      double least = Double.POSITIVE_INFINITY;
      for (int i : order) {
        if (errors.get(i) < least) {
          least = errors.get(i);
          front.add(i);
        }
      }
      return front;
    }

    private String inWords() {
      List<Integer> front = front();
      int best = front.get(front.size() - 1);
      return String.format(
          Locale.ROOT,
          "%s: %d of %d models on the front, the best %.2f %% at %s",
          space,
          front.size(),
          errors.size(),
          errors.get(best),
          Axis.inWords(complexities.get(best)));
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    Axis x =
        Axis.of(
            complexity, clouds.stream().flatMapToDouble(c -> PlotValues.stream(c.complexities())));
    Axis y =
        Axis.of(Axes.ERROR, clouds.stream().flatMapToDouble(c -> PlotValues.stream(c.errors())));
    Sheet sheet = new Sheet("", x, y).keysBelow();
    int n = clouds.stream().mapToInt(c -> c.errors().size()).sum();
    for (Cloud cloud : clouds) {
      int place = palette.place(cloud.space());
      sheet.points(
          PlotValues.array(cloud.complexities()),
          PlotValues.array(cloud.errors()),
          Style.pointColor(place, n),
          PointShape.of(place).light(),
          n > 300 ? 4 : 6);
    }
    clouds.forEach(cloud -> addFront(sheet, x, cloud));
    String description = clouds.stream().map(Cloud::inWords).collect(Collectors.joining("; "));
    return sheet.figure("error against " + complexity, description, this::csv);
  }

  private void addFront(Sheet sheet, Axis x, Cloud cloud) {
    List<Integer> front = cloud.front();
    int n = front.size();
    double[] stairsX = new double[2 * n];
    double[] stairsY = new double[2 * n];
    double[] atX = new double[n];
    double[] atY = new double[n];
    for (int i = 0; i < n; i++) {
      atX[i] = cloud.complexities().get(front.get(i));
      atY[i] = cloud.errors().get(front.get(i));
      stairsX[2 * i] = atX[i];
      stairsY[2 * i] = atY[i];
      stairsX[2 * i + 1] = i + 1 < n ? cloud.complexities().get(front.get(i + 1)) : x.highest();
      stairsY[2 * i + 1] = atY[i];
    }
    int place = palette.place(cloud.space());
    sheet.line(stairsX, stairsY, Style.color(place), Style.stroke(place));
    sheet.points(atX, atY, Style.color(place), PointShape.of(place), 8);
    sheet.key(Key.both(cloud.space(), place));
  }

  private String csv() {
    Csv csv = new Csv("space", complexity, "error", "on_front");
    for (Cloud cloud : clouds) {
      List<Integer> front = cloud.front();
      for (int i = 0; i < cloud.errors().size(); i++) {
        csv.row(
            cloud.space(), cloud.complexities().get(i), cloud.errors().get(i), front.contains(i));
      }
    }
    return csv.toString();
  }
}
