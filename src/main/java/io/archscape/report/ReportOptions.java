package io.archscape.report;

import static io.archscape.Require.require;

import java.time.Instant;
import java.util.List;

/**
 * The settings of a report.
 *
 * @param title of the page
 * @param seed of everything that is drawn: bootstraps and permutations
 * @param best how many models of each space are shown whole
 * @param claims to be answered besides those of the experiments
 * @param command that makes the page again
 * @param version of archscape
 * @param made when
 */
public record ReportOptions(
    String title,
    long seed,
    int best,
    List<String> claims,
    String command,
    String version,
    Instant made) {
  public ReportOptions {
    require(!title.isBlank(), "a report's title must not be blank, got '%s'", title);
    require(best >= 0 && best <= 50, "best models must lie in [0,50], got best=%d", best);
    claims = List.copyOf(claims);
  }
}
