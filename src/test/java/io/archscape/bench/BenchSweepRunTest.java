package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.document.Documents;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BenchSweepRunTest {
  private static BenchSweepRun run(String name, double seconds) {
    return new BenchSweepRun(
        name,
        seconds,
        List.of(
            new BenchSweepRun.Trained("x 0", OptionalDouble.of(0.5), seconds / 2),
            new BenchSweepRun.Trained("y 0", OptionalDouble.of(0.25), seconds / 4),
            new BenchSweepRun.Trained("y 1", OptionalDouble.empty(), seconds / 4)));
  }

  private static String json(Object line) {
    return new Documents().canonicalJson(line);
  }

  @Test
  void aLineHasModelsAnHourAndErrorsInPercent() {
    assertThat(json(run("onednn", 40).line()))
        .isEqualTo(
            "{\"bench\":\"sweep\",\"engine\":\"onednn\",\"mean_error\":37.5,\"models\":3,"
                + "\"models_per_hour\":270.0,\"results\":["
                + "{\"error\":50.0,\"net\":\"x 0\",\"seconds\":20.0},"
                + "{\"error\":25.0,\"net\":\"y 0\",\"seconds\":10.0},"
                + "{\"net\":\"y 1\",\"seconds\":10.0}],\"seconds\":40.0}");
  }

  @Test
  void aPeerHasALineWithTheRatioOfModelsAnHour() {
    assertThat(run("onednn", 40).line(run("torch", 100)))
        .containsEntry("models_per_hour", 270.0)
        .containsEntry("peer", "torch")
        .containsEntry("peer_models_per_hour", 108.0)
        .containsEntry("peer_seconds", 100.0)
        .containsEntry("ratio", 2.5);
  }

  @Test
  void theLastLineComparesWithTheFastestPeer() {
    List<BenchSweepRun> peers = List.of(run("a", 100), run("b", 60), run("c", 80));
    assertThat(run("onednn", 40).lastLine(peers))
        .containsEntry("peer", "b")
        .containsEntry("ratio", 1.5)
        .containsEntry("summary", "ratio to the best peer");
  }
}
