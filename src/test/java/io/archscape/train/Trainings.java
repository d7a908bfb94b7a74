package io.archscape.train;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.data.Augment;
import io.archscape.data.DataFolders;
import io.archscape.data.DataSpec;
import io.archscape.data.Datasets;
import io.archscape.data.Split;
import io.archscape.engine.KernelSet;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A program that trains and closes, trains on, trains without closing, and prints its growth. The
 * first two are told as the least growth of several rounds: what leaks grows in every one of them,
 * and what an allocator or a collector keeps for a while does not.
 */
final class Trainings {
  static final Path STATUS = Path.of("/proc/self/status");
  static final String WORD = "grown by ";

  private static final int TIMES = 20;
  private static final int ROUNDS = 3;
  private static final Network NETWORK =
      new Network(
          new Stem(Stem.Type.CIFAR, 16),
          List.of(
              new Stage(1, 32, 2, new Block.Bottleneck(1, 32, new Attention.SqueezeExcite(0.25)))),
          Head.PLAIN);

  private final Split images;
  private final KernelSet kernels;

  private Trainings(Split images, KernelSet kernels) {
    this.images = images;
    this.kernels = kernels;
  }

  public static void main(String[] args) {
    DataSpec spec = new DataSpec("shapes", 32, 8, 16, 1);
    Split images = Datasets.open(spec, DataFolders.only(Path.of("unused"))).split(spec);
    new Trainings(images, args[0].equals("nd4j") ? new Nd4jKernels() : new OneDnnKernels()).run();
  }

  private void run() {
    trainAndClose(TIMES); // libraries are loaded, caches filled
    List<Long> occupied = new ArrayList<>(List.of(occupied()));
    for (int round = 0; round < ROUNDS; round++) {
      trainAndClose(TIMES);
      occupied.add(occupied());
    }
    tell(occupied);
    trainOn();
    trainOpen();
  }

  private void trainAndClose(int times) {
    for (int i = 0; i < times; i++) {
      try (Training training = open(1)) {
        training.run(epoch -> {});
      }
    }
  }

  private void trainOn() {
    List<Long> occupied = new ArrayList<>();
    try (Training training = open(20 + 40 * ROUNDS)) {
      training.run(
          epoch -> {
            if (epoch.epoch() % 40 == 20) {
              occupied.add(occupied());
            }
          });
    }
    tell(occupied);
  }

  private void trainOpen() {
    List<Long> occupied = new ArrayList<>(List.of(occupied()));
    List<Training> all = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      all.add(open(1));
      all.get(i).run(epoch -> {});
    }
    occupied.add(occupied());
    tell(occupied);
    all.forEach(Training::close);
  }

  private Training open(int epochs) {
    Recipe recipe =
        new Recipe(
            epochs, 32, Optimizer.Sgd.DEFAULT, Schedule.Cosine.DEFAULT, 0.1, new Augment(true, 2));
    return new Training(NETWORK, recipe, images, 1, kernels);
  }

  /** The least growth from one entry to the next. */
  private static void tell(List<Long> occupied) {
    long least =
        IntStream.range(1, occupied.size())
            .mapToLong(i -> occupied.get(i) - occupied.get(i - 1))
            .min()
            .orElseThrow();
    System.out.println(WORD + least);
    System.out.println(occupied);
  }

  /** Bytes of this process in memory. */
  private static long occupied() {
    System.gc(); // ND4J leaves what is small to the collector
    try (Stream<String> lines = Files.lines(STATUS)) {
      return 1024
          * lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
