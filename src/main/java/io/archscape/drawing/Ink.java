package io.archscape.drawing;

import java.awt.Color;

/** The colours of a page. */
enum Ink {
  WHITE("#ffffff"),
  TEXT("#1a1a1a"),
  QUIET("#5c6470"),
  LINE("#7a828e"),
  RULE("#d5d9df"),
  PANEL("#f7f8fa"),
  STAGE("#9cc3e6"),
  STAGE_EDGE("#2f6ea5"),
  END("#d9dce1"),
  OPERATION("#e3eefa"),
  JOIN("#fbe9d0"),
  JOIN_EDGE("#c27a1a"),
  FLOPS("#0072b2"),
  PARAMS("#d55e00"),
  ACTS("#009e73");

  private final String hex;

  Ink(String hex) {
    this.hex = hex;
  }

  /** As SVG and CSS write it. */
  String hex() {
    return hex;
  }

  Color color() {
    return Color.decode(hex);
  }
}
