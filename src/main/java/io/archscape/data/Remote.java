package io.archscape.data;

import static io.archscape.Require.require;

import java.net.URI;
import java.util.List;

/**
 * The published files of a data set.
 *
 * @param base the address they are below; ends with a slash
 * @param folder where they go below the user's data folder; empty for the data folder itself
 */
public record Remote(URI base, String folder, List<RemoteFile> files) {
  public Remote {
    require(base.getPath().endsWith("/"), "base address must end with a slash, got %s", base);
    require(!files.isEmpty(), "remote files must be at least one, got none");
    files = List.copyOf(files);
  }

  /** The same files from elsewhere: a mirror. */
  public Remote from(URI mirror) {
    return new Remote(mirror, folder, files);
  }

  /**
   * One file below the base address.
   *
   * @param md5 as published, lower-case hex
   */
  public record RemoteFile(String name, String md5) {
    public RemoteFile {
      require(!name.isEmpty(), "remote file must have a name, got an empty one");
      require(md5.matches("[0-9a-f]{32}"), "md5 must be 32 lower-case hex digits, got %s", md5);
    }
  }
}
