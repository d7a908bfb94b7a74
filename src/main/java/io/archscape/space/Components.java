package io.archscape.space;

import io.archscape.arch.Attention;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The components of one network of a space. */
record Components(Attention attention, Split split, Map<String, String> choices) {

  static Components draw(DesignSpace space, SplittableRandom random) {
    Attention attention = space.attention().all().get(space.attention().sample(random));
    Split split = space.csp().all().get(space.csp().sample(random));
    if (!space.attention().sampled() && !space.csp().sampled()) {
      return new Components(attention, split, Map.of());
    }
    Map<String, String> choices = new TreeMap<>();
    if (space.attention().sampled()) {
      choices.put("attention", name(attention));
    }
    if (space.csp().sampled()) {
      choices.put("csp", split.toString());
    }
    return new Components(attention, split, choices);
  }

  static String name(Attention attention) {
    if (attention instanceof Attention.SqueezeExcite se) {
      return "se " + se.ratio();
    }
    if (attention instanceof Attention.Cbam cbam) {
      return cbam.equals(new Attention.Cbam())
          ? "cbam"
          : "cbam " + cbam.reduction() + " " + cbam.kernel();
    }
    return attention instanceof Attention.EfficientChannel ? "eca" : "none";
  }
}
