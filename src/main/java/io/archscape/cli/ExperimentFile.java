package io.archscape.cli;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of an experiment that a user names. */
final class ExperimentFile {
  private ExperimentFile() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": experiment must be a YAML file, found none", e);
    } catch (IOException e) {
      throw new InputException(file + ": experiment must be readable text, got " + e, e);
    }
  }
}
