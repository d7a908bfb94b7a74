package io.archscape.report;

import io.archscape.store.PlausibleStore;
import io.archscape.store.TrialStatus;
import io.archscape.study.LeftOut;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Studies for tests of the page. */
public final class Studies {
  /** What nobody calls a space, but could. */
  static final String HOSTILE = "</script><script>alert('x')</script> \"&\" <b>";

  private Studies() {}

  /** A RegNet space and an AnyNet one, 30 models each. */
  public static Study two(Path folder) throws IOException {
    PlausibleStore.fill(
        folder,
        PlausibleStore.SIX_SPACES
            .replaceAll(
                "(?s)  - cifar-anynetx-a.*models: 500",
                "  - cifar-anynetx-d\n  - cifar-regnety\nmodels: 30")
            .replaceAll(
                "(?s)claims:.*",
                "claims: [cifar-regnety better-than cifar-anynetx-d]\nedfs: {d-alone: [cifar-anynetx-d]}\n"));
    return Study.read(List.of(folder));
  }

  /** The same with a name and a reason that are markup. */
  static Study hostile(Study study) {
    List<SpaceStudy> spaces = new ArrayList<>(study.spaces());
    SpaceStudy last = spaces.get(1);
    LeftOut failed =
        new LeftOut(
            last.sweep(),
            last.space(),
            99,
            "f".repeat(64),
            TrialStatus.FAILED,
            HOSTILE,
            last.models().get(0).cost(),
            last.models().get(0).parameters(),
            last.models().get(0).choices());
    spaces.set(
        1,
        new SpaceStudy(
            HOSTILE, last.sweep(), last.space(), last.models(), List.of(failed), last.open()));
    return new Study(spaces, study.sweeps(), List.of("a warning about " + HOSTILE));
  }

  public static ReportOptions options(String title) {
    return new ReportOptions(
        title,
        1,
        1,
        List.of(),
        "archscape analyze x",
        "test",
        Instant.parse("2026-11-22T10:00:00Z"));
  }
}
