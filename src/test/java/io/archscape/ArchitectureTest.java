package io.archscape;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The package arrows of the design, and habits that a compiler does not check. */
class ArchitectureTest {
  private static final String ROOT = "io.archscape";

  /** What each package may use besides itself, the root package and libraries. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("arch", Set.of("graph")),
          Map.entry(
              "bench",
              Set.of(
                  "arch",
                  "document",
                  "drawing",
                  "engine",
                  "exchange",
                  "graph",
                  "machine",
                  "stats",
                  "train",
                  "wording")),
          Map.entry("claims", Set.of("document", "stats")),
          Map.entry(
              "cli",
              Set.of(
                  "arch",
                  "bench",
                  "data",
                  "document",
                  "drawing",
                  "engine",
                  "engine.nd4j",
                  "engine.onednn",
                  "exchange",
                  "experiment",
                  "figures",
                  "graph",
                  "machine",
                  "plot",
                  "predict",
                  "pycls",
                  "report",
                  "space",
                  "stats",
                  "store",
                  "study",
                  "sweep",
                  "train",
                  "wording",
                  "worker")),
          Map.entry("data", Set.of()),
          Map.entry("document", Set.of()),
          Map.entry("drawing", Set.of("arch", "graph", "plot", "space")),
          Map.entry("engine", Set.of("engine.x86", "graph")),
          Map.entry("engine.nd4j", Set.of("engine", "graph")),
          Map.entry("engine.onednn", Set.of("engine", "engine.x86", "graph")),
          Map.entry("engine.x86", Set.of()),
          Map.entry(
              "exchange",
              Set.of(
                  "arch",
                  "claims",
                  "data",
                  "document",
                  "experiment",
                  "graph",
                  "plot",
                  "pycls",
                  "space",
                  "stats",
                  "store",
                  "study",
                  "train",
                  "wording")),
          Map.entry(
              "experiment",
              Set.of("arch", "claims", "data", "document", "graph", "space", "train")),
          Map.entry(
              "figures",
              Set.of(
                  "arch", "experiment", "plot", "predict", "stats", "store", "study", "wording")),
          Map.entry("graph", Set.of()),
          Map.entry("machine", Set.of("engine", "engine.nd4j", "engine.onednn")),
          Map.entry("plot", Set.of("stats")),
          Map.entry("predict", Set.of("document", "stats")),
          Map.entry("pycls", Set.of("arch", "document", "graph", "space")),
          Map.entry(
              "report",
              Set.of(
                  "arch",
                  "claims",
                  "data",
                  "document",
                  "drawing",
                  "experiment",
                  "figures",
                  "plot",
                  "predict",
                  "pycls",
                  "space",
                  "stats",
                  "store",
                  "study",
                  "wording")),
          Map.entry("space", Set.of("arch", "document", "graph")),
          Map.entry("stats", Set.of()),
          Map.entry("store", Set.of("arch", "document", "experiment", "graph", "train")),
          Map.entry(
              "study",
              Set.of(
                  "arch",
                  "claims",
                  "experiment",
                  "graph",
                  "predict",
                  "space",
                  "stats",
                  "store",
                  "train",
                  "wording")),
          Map.entry(
              "sweep", Set.of("document", "experiment", "store", "train", "wording", "worker")),
          Map.entry("train", Set.of("arch", "data", "document", "engine", "graph")),
          Map.entry("wording", Set.of("claims", "stats")),
          Map.entry("worker", Set.of("document", "experiment", "train")));

  private static JavaClasses scanned;

  @BeforeAll
  static void scan() {
    scanned =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    assertThat(scanned).hasSizeGreaterThan(150);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(false).check(scanned);
  }

  private static Set<String> packages() {
    Set<String> found = new TreeSet<>();
    for (JavaClass each : scanned) {
      found.add(each.getPackageName());
    }
    found.remove(ROOT);
    return found;
  }

  private static String full(String name) {
    return ROOT + "." + name;
  }

  @Test
  void everyPackageHasItsArrows() {
    assertThat(packages())
        .as("a new package is entered into ARROWS, here and in the design")
        .hasSizeGreaterThan(10)
        .isSubsetOf(ARROWS.keySet().stream().map(ArchitectureTest::full).toList());
  }

  static Stream<String> packagesBelowTheRoot() {
    return packages().stream();
  }

  @ParameterizedTest
  @MethodSource("packagesBelowTheRoot")
  void packagesUseOnlyWhatTheirArrowsAllow(String name) {
    Set<String> allowed = new TreeSet<>(Set.of(ROOT, name));
    ARROWS.get(name.substring(ROOT.length() + 1)).forEach(other -> allowed.add(full(other)));
    check(
        noClasses()
            .that()
            .resideInAPackage(name)
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + "..")
                    .and(not(resideInAnyPackage(allowed.toArray(String[]::new))))));
  }

  @ParameterizedTest
  @MethodSource("packagesBelowTheRoot")
  void everyArrowIsUsed(String name) {
    Set<String> used = new TreeSet<>();
    for (JavaClass each : scanned) {
      if (each.getPackageName().equals(name)) {
        each.getDirectDependenciesFromSelf()
            .forEach(dependency -> used.add(dependency.getTargetClass().getPackageName()));
      }
    }
    assertThat(used)
        .as("what %s may use and does not is taken out of ARROWS", name)
        .containsAll(
            ARROWS.get(name.substring(ROOT.length() + 1)).stream()
                .map(ArchitectureTest::full)
                .toList());
  }

  @Test
  void everyArrowHasItsPackage() {
    assertThat(ARROWS.keySet().stream().map(ArchitectureTest::full)).isSubsetOf(packages());
  }

  @Test
  void theRootUsesNoPackageBelowIt() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT)))));
  }

  @Test
  void sweepsKnowTrainingByItsRecordsAlone() {
    DescribedPredicate<JavaClass> values =
        describe(
            "records, how they are read, their constants or exceptions",
            type ->
                type.isRecord()
                    || type.getSimpleName().equals("Recipes")
                    || type.isEnum()
                    || type.isInterface()
                    || type.isAssignableTo(Throwable.class));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(full("experiment"), full("store"), full("worker"), full("sweep"))
            .should()
            .dependOnClassesThat(resideInAPackage(full("train")).and(not(values))));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
  }

  /** A library is known in one place, so that it can be replaced there. */
  @ParameterizedTest
  @CsvSource({
    "org.bytedeco.., engine..",
    "java.sql.., store",
    "org.sqlite.., store",
    "org.knowm.xchart.., plot",
    "de.erichseifert.., plot",
    "de.rototor.., plot",
    "org.apache.pdfbox.., plot",
    "org.apache.commons.math3.., stats|space",
    "org.apache.commons.compress.., data",
    "org.tribuo.., predict",
    "org.yaml.., document",
    "com.fasterxml.jackson.dataformat.., document"
  })
  void librariesAreUsedInOnePackage(String library, String home) {
    DescribedPredicate<JavaClass> users =
        describe("use " + library, type -> uses(type, resideInAPackage(library)));
    String[] homes =
        Stream.of(home.split("[|]")).map(ArchitectureTest::full).toArray(String[]::new);
    check(classes().that(users).should().resideInAnyPackage(homes));
  }

  @Test
  void tensorsAreUsedByTheEngineAndByWhatIsTimed() {
    DescribedPredicate<JavaClass> timed =
        resideInAPackage(full("train")).and(simpleName("TimedWork"));
    DescribedPredicate<JavaClass> users =
        describe("use ND4J", type -> uses(type, resideInAPackage("org.nd4j..")));
    check(classes().that(users).and(not(timed)).should().resideInAPackage(full("engine..")));
  }

  private static boolean uses(JavaClass type, DescribedPredicate<JavaClass> library) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> library.test(dependency.getTargetClass()));
  }

  /** Annotations say what a record looks like as a document; one package says how it is read. */
  @Test
  void documentsAreMappedInOnePackage() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(full("document"))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectMapper.class));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                full("document"),
                full("space"),
                full("experiment"),
                full("store"),
                full("sweep"),
                full("exchange"),
                full("bench"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core.."));
  }

  @Test
  void statisticsNeedTheJdkAndCommonsMathAlone() {
    check(
        classes()
            .that()
            .resideInAPackage(full("stats"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..", "org.apache.commons.math3..", "org.jspecify..", ROOT, full("stats")));
  }

  @Test
  void onlyTheCommandLinePrintsOrExits() {
    String keepsWhatNd4jPrints = full("machine.CudaStart");
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(full("cli"))
            .and()
            .doNotHaveFullyQualifiedName(keepsWhatNd4jPrints)
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  @Test
  void nothingIsLoggedThroughTheJdk() {
    check(noClasses().should(GeneralCodingRules.USE_JAVA_UTIL_LOGGING));
  }

  @Test
  void randomnessIsSeeded() {
    check(
        noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(StrictMath.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class));
  }

  @Test
  void everyPackageIsNullMarked() {
    JavaPackage root = scanned.getPackage(ROOT);
    List<String> unmarked =
        Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream())
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(packages()).isNotEmpty();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void noPackageIsACatchAll() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..impl.."));
  }
}
