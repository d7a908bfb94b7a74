package io.archscape.report;

import static io.archscape.Require.require;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A piece of a page. Texts and values of attributes are escaped when they are put in, so that a
 * space may be called anything; what is left open at the end is a mistake.
 */
final class Html {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /**
   * @param attributes names and values in turn
   */
  Html open(String tag, String... attributes) {
    require(attributes.length % 2 == 0, "attributes must be pairs, got %s", attributes.length);
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]);
      out.append("=\"").append(escape(attributes[i + 1])).append('"');
    }
    out.append('>');
    open.push(tag);
    return this;
  }

  Html close() {
    out.append("</").append(open.pop()).append('>');
    if (open.isEmpty()) {
      out.append('\n');
    }
    return this;
  }

  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  Html tag(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /**
   * @param alternative what is in it, in words
   */
  Html image(String source, String alternative) {
    out.append("<img src=\"").append(escape(source));
    out.append("\" alt=\"").append(escape(alternative)).append("\">");
    return this;
  }

  Html put(Html other) {
    out.append(other);
    return this;
  }

  /** Markup of this program's own making, as a drawing. */
  Html markup(String trusted) {
    out.append(trusted);
    return this;
  }

  /** A table's head: one row of column headings. */
  Html head(List<String> columns) {
    open("thead").open("tr");
    columns.forEach(column -> tag("th", column, "scope", "col"));
    return close().close();
  }

  /** A box that scrolls where its content is wider than the page; a keyboard can scroll it too. */
  Html scrolling(String name) {
    return open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name);
  }

  @Override
  public String toString() {
    require(open.isEmpty(), "tags must be closed, left open %s", open);
    return out.toString();
  }
}
