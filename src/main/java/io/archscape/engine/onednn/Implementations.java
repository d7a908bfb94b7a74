package io.archscape.engine.onednn;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the primitives whose implementation is a slow one. */
final class Implementations {
  private final AtomicInteger references = new AtomicInteger();

  /** Notes the implementation that oneDNN chose. */
  void chosen(String implementation) {
    if (isReference(implementation)) {
      references.incrementAndGet();
    }
  }

  static boolean isReference(String implementation) {
    return implementation.contains("ref");
  }

  int references() {
    return references.get();
  }
}
