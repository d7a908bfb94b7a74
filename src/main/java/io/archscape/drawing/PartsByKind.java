package io.archscape.drawing;

import io.archscape.drawing.Anatomy.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of a network, opened up: one of each kind, and the names of the others like it. */
final class PartsByKind {
  private PartsByKind() {}

  /**
   * One kind.
   *
   * @param title of the part that is shown
   * @param others the parts that only differ in widths, strides and sizes
   */
  record Kind(String title, Flow flow, List<String> others) {

    /** {@code also s1.b3..b5, s2.b2}; empty where there is no other. */
    String also() {
      return others.isEmpty() ? "" : "also " + String.join(", ", runs(others));
    }
  }

  /** Stem, head, stages with operations outside their blocks, and blocks. */
  static List<Kind> of(Anatomy anatomy) {
    List<Kind> kinds = new ArrayList<>();
    Map<String, Kind> byKind = new LinkedHashMap<>();
    for (Anatomy.Stage stage : anatomy.stages()) {
      if (stage.between()) {
        enter(byKind, "stage ", stage.whole().name(), Flow.of(anatomy, stage));
      }
    }
    for (Anatomy.Stage stage : anatomy.stages()) {
      for (Part block : stage.blocks()) {
        enter(byKind, "block ", block.name(), Flow.of(anatomy, block));
      }
    }
    kinds.add(new Kind("stem", Flow.of(anatomy, anatomy.stem()), List.of()));
    kinds.add(new Kind("head", Flow.of(anatomy, anatomy.head()), List.of()));
    kinds.addAll(byKind.values());
    return kinds;
  }

  private static void enter(Map<String, Kind> byKind, String what, String name, Flow flow) {
    Kind known =
        byKind.putIfAbsent(what + flow.kind(), new Kind(what + name, flow, new ArrayList<>()));
    if (known != null) {
      known.others().add(name);
    }
  }

  /** Blocks of a stage that follow each other become {@code s1.b3..b5}. */
  static List<String> runs(List<String> names) {
    List<String> runs = new ArrayList<>();
    int from = 0;
    while (from < names.size()) {
      int to = from;
      while (to + 1 < names.size() && follow(names.get(to), names.get(to + 1))) {
        to++;
      }
      String first = names.get(from);
      String last = names.get(to).substring(names.get(to).indexOf('.') + 1);
      runs.add(to == from ? first : first + ".." + last);
      from = to + 1;
    }
    return runs;
  }

  private static boolean follow(String a, String b) {
    int dot = a.indexOf('.');
    return dot > 0
        && b.startsWith(a.substring(0, dot + 2))
        && Integer.parseInt(a.substring(dot + 2)) + 1 == Integer.parseInt(b.substring(dot + 2));
  }
}
