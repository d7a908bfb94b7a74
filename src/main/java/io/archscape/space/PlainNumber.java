package io.archscape.space;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Writes 12.0 as 12, as people and other programs have it. */
final class PlainNumber extends StdSerializer<Double> {
  private static final long serialVersionUID = 1L;
  private static final double EXACT = 0x1.0p53;

  PlainNumber() {
    super(Double.class);
  }

  /** A whole number as {@code Long}, any other as it is. */
  static Number of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return (long) value;
    }
    return value;
  }

  @Override
  public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    Number number = of(value);
    if (number instanceof Long whole) {
      out.writeNumber(whole);
    } else {
      out.writeNumber(value);
    }
  }
}
