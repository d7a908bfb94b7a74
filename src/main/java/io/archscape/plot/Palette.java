package io.archscape.plot;

import static io.archscape.Require.require;

import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * How each space of a study looks, in every figure and page: one colour, one dash and one mark for
 * a label, by its place in the list. 7 colours, told apart by colour-blind readers; from the eighth
 * space on they come again with other dashes and with hollow marks, so that 14 spaces differ in
 * colour and mark, and 49 in colour and dash.
 *
 * @param labels of all spaces of the study, those that a figure leaves out too, in order
 */
public record Palette(List<String> labels) {
  public Palette {
    labels = List.copyOf(labels);
    require(!labels.isEmpty(), "a palette needs at least one label, got none");
    require(
        new HashSet<>(labels).size() == labels.size(),
        "a palette must have each label once, got %s",
        labels);
  }

  public static Palette of(List<String> labels) {
    return new Palette(labels);
  }

  /**
   * The label's place in the list, from 0.
   *
   * @throws io.archscape.RequirementException if it is not in the list
   */
  public int place(String label) {
    int place = labels.indexOf(label);
    require(place >= 0, "a figure's label must be one of the palette's %s, got %s", labels, label);
    return place;
  }

  /** The colour on white: {@code #0072B2}. */
  public String hex(String label) {
    return hex(Style.color(place(label)));
  }

  /** The colour on a dark page: the same, but for black, which is light grey there. */
  public String hexOnDark(String label) {
    Color color = Style.color(place(label));
    return hex(color.equals(Color.BLACK) ? Style.ON_DARK : color);
  }

  /** Lengths drawn and left out, in units of the picture; empty for a full line. */
  public List<Float> dashes(String label) {
    return Style.dashes(place(label));
  }

  /**
   * The mark in words: {@code circle}, {@code square}, {@code triangle-up}, {@code diamond}, {@code
   * triangle-down}, {@code plus} or {@code cross}.
   */
  public String mark(String label) {
    return PointShape.of(place(label)).word();
  }

  /** Whether the mark is an outline. */
  public boolean hollow(String label) {
    return PointShape.of(place(label)).hollow();
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06X", color.getRGB() & 0xFFFFFF);
  }
}
