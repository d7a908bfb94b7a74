package io.archscape.cli;

import io.archscape.bench.BenchContender;
import io.archscape.bench.DjlFiles;
import io.archscape.bench.TorchInterpreter;
import io.archscape.bench.TorchVariant;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  /** PyTorch for Python in both layouts, with an allocator that keeps memory. */
  static List<BenchContender> tuned(List<TorchInterpreter> interpreters) {
    return tuned(interpreters, TorchVariant.NCHW, TorchVariant.CHANNELS_LAST);
  }

  /** The same in the layout that has always been the faster one. */
  static List<BenchContender> fast(List<TorchInterpreter> interpreters) {
    return tuned(interpreters, TorchVariant.CHANNELS_LAST);
  }

  private static List<BenchContender> tuned(
      List<TorchInterpreter> interpreters, TorchVariant... variants) {
    return interpreters.stream()
        .flatMap(each -> Stream.of(variants).map(variant -> BenchContender.torch(each, variant)))
        .map(BenchContender::keepingMemory)
        .toList();
  }

  /** Networks that are compiled first, with an allocator that keeps memory. */
  static List<BenchContender> compiled(List<TorchInterpreter> interpreters) {
    return tuned(
        interpreters.stream().filter(TorchInterpreter::compiles).toList(), TorchVariant.COMPILED);
  }
}
