package io.archscape.claims;

import io.archscape.stats.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models of a space that meet conditions.
 *
 * @param leftOut trials that meet them and have no error
 */
record Group(
    String label,
    Evidence.Space space,
    List<Evidence.Model> models,
    List<Evidence.LeftOut> leftOut) {

  static Group of(String label, Evidence.Space space, Predicate<Evidence.Drawn> condition) {
    return new Group(label, space, space.models(), space.leftOut()).only(label, condition);
  }

  /** Those of them that meet a condition, under another name. */
  Group only(String name, Predicate<Evidence.Drawn> condition) {
    return new Group(
        name,
        space,
        models.stream().filter(model -> condition.test(model.drawn())).toList(),
        leftOut.stream().filter(trial -> condition.test(trial.drawn())).toList());
  }

  /** Those of them that meet a condition, which is added to the name. */
  Group narrowed(String text, Predicate<Evidence.Drawn> condition) {
    String name =
        label.endsWith("]")
            ? label.substring(0, label.length() - 1) + "," + text + "]"
            : label + "[" + text + "]";
    return only(name, condition);
  }

  /** These models and left-out trials of it alone. */
  Group with(List<Evidence.Model> some, List<Evidence.LeftOut> broken) {
    return new Group(label, space, some, broken);
  }

  int n() {
    return models.size();
  }

  double[] errorPercents() {
    return models.stream().mapToDouble(Evidence.Model::errorPercent).toArray();
  }

  /** The errors, and those left out as if they had this one. */
  double[] errorPercents(double ofLeftOut) {
    double[] all = Arrays.copyOf(errorPercents(), n() + leftOut.size());
    Arrays.fill(all, n(), all.length, ofLeftOut);
    return all;
  }

  double worst() {
    return Arrays.stream(errorPercents()).max().orElse(0);
  }

  /** Of the models that have the number. */
  double[] numbers(String key) {
    return models.stream()
        .map(model -> model.drawn().numbers().get(key))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  double mean() {
    return Statistic.MEAN.of(errorPercents());
  }

  /** {@code 2 diverged, 1 pruned}. */
  String endings() {
    return leftOut.stream()
        .collect(
            Collectors.groupingBy(
                Evidence.LeftOut::how, java.util.TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  Stream<String> ids() {
    return models.stream().map(model -> model.drawn().id());
  }

  Answer.Group count() {
    return new Answer.Group(label, n());
  }
}
