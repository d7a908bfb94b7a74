package io.archscape.experiment;

import io.archscape.Sha256;
import io.archscape.arch.Network;
import io.archscape.data.DataSpec;
import io.archscape.document.Documents;
import io.archscape.train.Recipe;

/**
 * One training as a value. Two trials with the same {@link #id()} have the same result, so neither
 * is ever trained twice.
 *
 * @param seed sets apart repetitions of the same training; it is never used as randomness itself,
 *     {@link #rngSeed()} is
 */
public record Trial(Network network, Recipe recipe, DataSpec data, long seed) {
  /** To be raised when the same document comes to mean another training. */
  public static final int FORMAT = 1;

  public static final Documents DOCUMENTS = new Documents();

  /** Keys sorted, no spaces, shortest numbers. */
  public String canonicalJson() {
    return DOCUMENTS.canonicalJson(this);
  }

  /** SHA-256, in hexadecimal, of the format's number and the canonical JSON. */
  public String id() {
    return Sha256.hex("archscape trial " + FORMAT + "\n" + canonicalJson());
  }

  /** The first 64 bits of the id: all randomness of the training is derived from it. */
  public long rngSeed() {
    return Long.parseUnsignedLong(id(), 0, 16, 16);
  }
}
