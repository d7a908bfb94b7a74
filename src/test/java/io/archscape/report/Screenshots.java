package io.archscape.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code REPORT.html FOLDER}: pictures of a report as readers see it, to be looked at. */
public final class Screenshots {
  private Screenshots() {}

  public static void main(String[] args) throws IOException {
    Path report = Path.of(args[0]).toAbsolutePath();
    Path folder = Files.createDirectories(Path.of(args[1]));
    try (Browser browser = Browser.start(Browser.find().orElseThrow())) {
      shoot(browser, report, folder.resolve("light"), 1200, false);
      shoot(browser, report, folder.resolve("dark"), 1200, true);
      shoot(browser, report, folder.resolve("phone"), 375, false);
      Browser.Page page = browser.open(report, 1200, 900, true);
      page.await("!!document.querySelector('#models td')");
      byte[] pdf = page.bytes("Page.printToPDF", Map.of("printBackground", true));
      Files.write(folder.resolve("print.pdf"), pdf);
      page.complaints().forEach(System.out::println);
    }
  }

  private static void shoot(Browser browser, Path report, Path to, int width, boolean dark)
      throws IOException {
    Browser.Page page = browser.open(report, width, 900, dark);
    page.await("!!document.querySelector('#models td')");
    page.eval("document.querySelector('.model')?.setAttribute('open', '')");
    int height = page.eval("document.documentElement.scrollHeight").asInt();
    for (int top = 0, i = 0; top < height; top += 1800, i++) {
      Map<String, Object> clip =
          Map.of("x", 0, "y", top, "width", width, "height", 1800, "scale", 1);
      byte[] png =
          page.bytes("Page.captureScreenshot", Map.of("clip", clip, "captureBeyondViewport", true));
      Files.write(Path.of("%s-%d.png".formatted(to, i)), png);
    }
    System.out.println(to + " " + height + " px, " + page.complaints());
  }
}
