package io.archscape.report;

import io.archscape.Resource;
import io.archscape.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** The scripts of the page: Apache ECharts from its WebJar, and this package's own. */
final class Charts {
  private static final String POM = "/META-INF/maven/org.webjars/echarts/pom.properties";
  private static final String LIBRARY = "/META-INF/resources/webjars/echarts/%s/echarts.min.js";
  private static final List<String> OWN =
      List.of("models.js", "filter.js", "charts.js", "figures.js", "table.js", "page.js");

  private Charts() {}

  /** The library as it was published, with its licence above it. */
  static String library() {
    try (InputStream in = Resource.open(POM)) {
      Properties pom = new Properties();
      pom.load(in);
      return Resource.text(LIBRARY.formatted(pom.getProperty("version")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String own() {
    return OWN.stream().map(Template::resource).collect(Collectors.joining("\n"));
  }

  /** The hash by which a page's policy lets one inline script run and no other. */
  static String hash(String script) {
    byte[] digest = Sha256.digest().digest(script.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
