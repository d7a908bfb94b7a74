package io.archscape.bench;

import io.archscape.Resource;
import io.archscape.machine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is measured against the others: a program that answers as {@link BenchAnswers} does.
 *
 * @param command that starts it
 * @param environment besides the number of threads
 */
public record BenchContender(String name, List<String> command, Map<String, String> environment) {
  /**
   * PyTorch takes and gives back the memory of every activation in every step; with glibc's
   * defaults large blocks go back to the system each time. This keeps them, as the allocators do
   * that PyTorch's tuning guide recommends. On other C libraries it does nothing.
   */
  private static final Map<String, String> KEEP_MEMORY =
      Map.of(
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_THRESHOLD_", "33554432",
          "MALLOC_TRIM_THRESHOLD_", "8589934592",
          "MALLOC_TOP_PAD_", "268435456");

  /** At the end of the name of who keeps memory. */
  public static final String KEPT = ", memory kept";

  public BenchContender {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * This program's training step.
   *
   * @param main the class that {@code bench step} is a command of
   */
  public static BenchContender own(Engine engine, Class<?> main) {
    return own(BenchRole.of(engine), engine.label(), main);
  }

  /** This program's training step in each layout of activations. */
  public static List<BenchContender> layouts(Class<?> main) {
    return Stream.of(BenchRole.ONEDNN_NHWC, BenchRole.ONEDNN_8, BenchRole.ONEDNN_16)
        .map(role -> own(role, role.label(), main))
        .toList();
  }

  /** The machine's own matrix product. */
  public static BenchContender matrixProduct(Class<?> main) {
    return own(BenchRole.SGEMM, BenchRole.SGEMM.label(), main);
  }

  private static BenchContender own(BenchRole role, String name, Class<?> main) {
    List<String> command = new ArrayList<>(java());
    command.add("-Dorg.bytedeco.javacpp.maxbytes=0");
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    command.addAll(List.of("-cp", classPath(), main.getName(), "bench", "step"));
    command.add(role.name());
    return new BenchContender(name, command, Map.of());
  }

  /** The same with an allocator that keeps memory, which is faster, and not what users have. */
  public BenchContender keepingMemory() {
    return new BenchContender(name + KEPT, command, KEEP_MEMORY);
  }

  /** Whether it compiles each network first: where that fails once, it fails again. */
  public boolean compiles() {
    return command.contains(TorchVariant.COMPILED.label());
  }

  /** What the process calls itself, with what it cannot know. */
  String named(String said) {
    return name.endsWith(KEPT) && !said.endsWith(KEPT) ? said + KEPT : said;
  }

  /** Training steps in PyTorch for Python. */
  public static BenchContender torch(TorchInterpreter interpreter, TorchVariant variant) {
    return torch(interpreter, variant, "torch_step.py");
  }

  /** Whole trainings in PyTorch for Python, for a {@link BenchPool}. */
  public static BenchContender torchPool(TorchInterpreter interpreter) {
    return torch(interpreter, TorchVariant.CHANNELS_LAST, "torch_sweep.py").keepingMemory();
  }

  private static BenchContender torch(
      TorchInterpreter interpreter, TorchVariant variant, String program) {
    String text = Resource.text("/bench/torch_nets.py") + Resource.text("/bench/" + program);
    List<String> command = List.of(interpreter.python().toString(), "-c", text, variant.label());
    return new BenchContender(interpreter.label() + " " + variant.label(), command, Map.of());
  }

  /** PyTorch for Java. */
  public static BenchContender djl(DjlFiles files) {
    List<String> command = new ArrayList<>(java());
    // what it needs came with Maven: nothing is fetched, nothing is reported to anyone
    command.add("-Dai.djl.offline=true");
    command.add("-DOPT_OUT_TRACKING=true");
    command.add("-DDJL_CACHE_DIR=" + files.cache());
    command.addAll(List.of("-cp", files.classPath(classPath()), DjlFiles.MAIN));
    return new BenchContender("djl", command, Map.of());
  }

  Map<String, String> environment(int threads) {
    String count = Integer.toString(threads);
    Map<String, String> all = new TreeMap<>(environment);
    all.put("OMP_NUM_THREADS", count);
    all.put("OPENBLAS_NUM_THREADS", count);
    all.put("MKL_NUM_THREADS", count);
    return all;
  }

  private static List<String> java() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-Xmx1g", "-XX:+UseSerialGC", "-Djava.awt.headless=true");
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
