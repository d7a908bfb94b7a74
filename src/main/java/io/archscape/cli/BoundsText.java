package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.space.Bounds;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bounds as the command line writes them. */
final class BoundsText implements ITypeConverter<Bounds> {
  @Override
  public Bounds convert(String text) {
    try {
      return text.equals("..") ? Bounds.NONE : Bounds.parse(text);
    } catch (InputException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
