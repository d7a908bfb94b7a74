package io.archscape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that are shipped in the jar, by their absolute path: {@code /recipes/default.yaml}. */
public final class Resource {
  private Resource() {}

  /** A shipped text. */
  public static String text(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** To be closed by the caller. */
  public static InputStream open(String path) {
    InputStream in = Resource.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException("resource " + path + " must be shipped");
    }
    return in;
  }
}
