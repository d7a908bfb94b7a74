package io.archscape.cli;

import io.archscape.bench.BenchContender;
import io.archscape.bench.DjlFiles;
import io.archscape.bench.TorchInterpreter;
import io.archscape.bench.TorchVariant;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The peers of {@code bench train}: PyTorch through DJL and through Python interpreters. */
final class BenchPeers {
  private final PrintWriter err;

  BenchPeers(PrintWriter err) {
    this.err = err;
  }

  /** Each as shipped, then each with an allocator that keeps memory. */
  List<BenchContender> all(List<TorchInterpreter> interpreters) {
    List<BenchContender> peers = new ArrayList<>();
    Path home = Path.of(System.getProperty("archscape.home", ""));
    DjlFiles.in(home)
        .ifPresentOrElse(
            files -> peers.add(BenchContender.djl(files)),
            () -> err.println("PyTorch through DJL is left out; to build it: " + DjlFiles.BUILD));
    for (TorchInterpreter interpreter : interpreters) {
      peers.add(BenchContender.torch(interpreter, TorchVariant.NCHW));
      peers.add(BenchContender.torch(interpreter, TorchVariant.CHANNELS_LAST));
    }
    List.copyOf(peers).forEach(peer -> peers.add(peer.keepingMemory()));
    return peers;
  }

  /** Networks that are compiled first, with an allocator that keeps memory. */
  static List<BenchContender> compiled(List<TorchInterpreter> interpreters) {
    return interpreters.stream()
        .filter(TorchInterpreter::compiles)
        .map(each -> BenchContender.torch(each, TorchVariant.COMPILED).keepingMemory())
        .toList();
  }
}
