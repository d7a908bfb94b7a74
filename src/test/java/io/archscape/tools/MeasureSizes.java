package io.archscape.tools;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Types a package, methods over 30 lines (from modifiers to closing brace) and files over 300 lines
 * of a checkout: the numbers of docs/decisions/0018, made by {@code java
 * src/test/java/io/archscape/tools/MeasureSizes.java CHECKOUT}. Only parses; the checkout need not
 * compile.
 */
public final class MeasureSizes {
  private static final int LONG_METHOD = 30;
  private static final int LONG_FILE = 300;

  private record Size(long lines, String name) {}

  private final Path root;
  private final Map<String, Integer> types = new TreeMap<>();
  private final List<Size> methods = new ArrayList<>();
  private final List<Size> files = new ArrayList<>();

  private MeasureSizes(Path checkout) {
    root = checkout.toAbsolutePath().normalize().resolve("src/main/java/io/archscape");
  }

  public static void main(String[] checkout) throws IOException {
    MeasureSizes sizes = new MeasureSizes(Path.of(checkout[0]));
    sizes.measure();
    sizes.print();
  }

  private void measure() throws IOException {
    List<Path> sources;
    try (Stream<Path> all = Files.walk(root)) {
      sources =
          all.filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"))
              .sorted()
              .toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  mistake -> {},
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        measure(unit, positions);
      }
    }
  }

  private void measure(CompilationUnitTree unit, SourcePositions positions) throws IOException {
    Path source = Path.of(unit.getSourceFile().toUri());
    String file = root.relativize(source).toString().replace(".java", "").replace('/', '.');
    int dot = file.lastIndexOf('.');
    types.merge(
        dot < 0 ? "root" : file.substring(0, dot), unit.getTypeDecls().size(), Integer::sum);
    try (Stream<String> lines = Files.lines(source)) {
      files.add(new Size(lines.count(), file));
    }
    new TreeScanner<Void, String>() {
      @Override
      public Void visitClass(ClassTree type, String within) {
        String name = type.getSimpleName().toString();
        return super.visitClass(
            type, name.isEmpty() || file.endsWith(name) ? within : within + "." + name);
      }

      @Override
      public Void visitMethod(MethodTree method, String within) {
        long end = positions.getEndPosition(unit, method);
        if (method.getBody() != null && end > 0) {
          long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
          methods.add(
              new Size(
                  unit.getLineMap().getLineNumber(end) - first + 1,
                  within + "." + method.getName()));
        }
        return super.visitMethod(method, within);
      }
    }.scan(unit, file);
  }

  private void print() {
    types.forEach((name, count) -> System.out.printf("%6d types in %s%n", count, name));
    System.out.printf("%6d types%n", types.values().stream().mapToInt(Integer::intValue).sum());
    print("methods", methods, LONG_METHOD);
    print("files", files, LONG_FILE);
  }

  private static void print(String what, List<Size> all, int limit) {
    List<Long> lines = new ArrayList<>(all.stream().map(Size::lines).toList());
    Collections.sort(lines);
    List<Size> over =
        all.stream()
            .filter(size -> size.lines() > limit)
            .sorted(Comparator.comparingLong(Size::lines).reversed().thenComparing(Size::name))
            .toList();
    System.out.printf(
        "%n%d %s, median %d lines, %d over %d:%n",
        all.size(), what, lines.get(lines.size() / 2), over.size(), limit);
    over.forEach(size -> System.out.printf("%6d %s%n", size.lines(), size.name()));
  }
}
