package io.archscape.train;

import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import io.archscape.engine.Params.Place;
import io.archscape.engine.Role;
import java.util.ArrayList;
import java.util.List;

/** Neighbours among the parameters that have one weight decay, in flat memory. */
record DecayRange(long offset, long length, double decay) {

  /** All that decay, as few stretches as there can be. */
  static List<DecayRange> decaying(Params params, Optimizer optimizer) {
    return all(params, optimizer).stream().filter(each -> each.decay > 0).toList();
  }

  /** All parameters, as few stretches as there can be. */
  static List<DecayRange> all(Params params, Optimizer optimizer) {
    List<DecayRange> stretches = new ArrayList<>();
    List<Place> places = params.places();
    for (int from = 0; from < places.size(); ) {
      double decay = optimizer.decay(places.get(from).role());
      int to = from + 1;
      while (to < places.size() && optimizer.decay(places.get(to).role()) == decay) {
        to++;
      }
      long offset = places.get(from).offset();
      long end = to < places.size() ? places.get(to).offset() : params.values().length();
      stretches.add(new DecayRange(offset, end - offset, decay));
      from = to;
    }
    return stretches;
  }

  /** Each weight of a convolution or a linear layer by itself. */
  static List<DecayRange> weights(Params params, Optimizer optimizer) {
    return params.places().stream()
        .filter(place -> place.role() == Role.WEIGHT)
        .map(place -> new DecayRange(place.offset(), place.length(), optimizer.weightDecay()))
        .toList();
  }

  Buffer of(Buffer flat) {
    return flat.part(offset, length);
  }
}
