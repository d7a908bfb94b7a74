package io.archscape.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An amount of memory, as given on the command line.
 *
 * @param bytes as {@code 1.5G} or {@code 800M}: powers of 1024
 */
record MemorySize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)([MG])");

  /** Reads it. */
  static final class Converter implements ITypeConverter<MemorySize> {
    @Override
    public MemorySize convert(String text) {
      Matcher matcher = TEXT.matcher(text.toUpperCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "memory must be a number followed by M or G, such as 1.5G, got " + text);
      }
      int shift = matcher.group(2).equals("M") ? 20 : 30;
      BigDecimal unit = BigDecimal.valueOf(1L << shift);
      return new MemorySize(new BigDecimal(matcher.group(1)).multiply(unit).longValue());
    }
  }
}
