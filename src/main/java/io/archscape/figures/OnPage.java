package io.archscape.figures;

import static io.archscape.Require.require;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a page about a study has a kind of figure. */
public sealed interface OnPage {
  /** What is made of each way. */
  interface Visitor {
    void chart(Chart chart);

    void pictures();

    void filesOnly(String what);
  }

  void accept(Visitor visitor);

  /** Each figure as the picture that its file has, with its caption. */
  static OnPage asPictures() {
    return new Pictures();
  }

  /**
   * Not on the page.
   *
   * @param what the figures show, for a sentence that says so
   */
  static OnPage inFilesOnly(String what) {
    return new FilesOnly(what);
  }

  /** Pictures of all figures of the kind. */
  record Pictures() implements OnPage {
    @Override
    public void accept(Visitor visitor) {
      visitor.pictures();
    }
  }

  /** Too many or too large for a page. */
  record FilesOnly(String what) implements OnPage {
    public FilesOnly {
      require(!what.isBlank(), "a figure in files only must say what it shows, got a blank");
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.filesOnly(what);
    }
  }

  /**
   * A chart that the page's script draws by itself, since readers can filter and point at it; it
   * has its words and numbers from here. Several kinds of figures may be one chart.
   *
   * @param id of its element, and by which the script knows it
   * @param title for readers who do not see it
   * @param x title of the level axis; empty where the reader chooses what that is
   * @param y title of the upright axis, or empty
   * @param caption below it
   * @param numbers by name: what the script must not choose otherwise than the figures in files
   */
  record Chart(
      String id, String title, String x, String y, String caption, Map<String, Object> numbers)
      implements OnPage {
    public Chart {
      require(id.matches("[a-z]+"), "a chart's id must be lower-case letters, got \"%s\"", id);
      require(!title.isBlank() && !caption.isBlank(), "a chart must have a title and a caption");
      numbers = Map.copyOf(numbers);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.chart(this);
    }

    /** For the script. */
    public Map<String, Object> words() {
      Map<String, Object> words = new LinkedHashMap<>(numbers);
      words.put("title", title);
      words.put("x", x);
      words.put("y", y);
      words.put("caption", caption);
      return words;
    }
  }
}
