package io.archscape;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A sealed type is read by its own methods or by a visitor without defaults: a new member does not
 * compile until every reader has an answer. A ladder of {@code instanceof} would answer for it.
 */
class SealedTypesTest {
  private static final String ROOT = "io.archscape";

  /** The lower half, and the readers of a library's tree. */
  private static final List<String> FREE =
      List.of(ROOT + ".engine", ROOT + ".graph", ROOT + ".document");

  /** Writers of another program's format, which refuse by its name whatever that has not. */
  private static final Set<String> STILL_ASKING = Set.of(ROOT + ".pycls.ConfigWriter");

  private static JavaClasses scanned;
  private static Set<String> members;

  @BeforeAll
  static void scan() {
    scanned =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    members = new TreeSet<>();
    scanned.forEach(type -> members.addAll(members(type)));
  }

  /** The permitted subtypes of a sealed interface; none of any other type. */
  private static List<String> members(JavaClass type) {
    Class<?> loaded = type.reflect();
    return loaded.isInterface() && loaded.isSealed()
        ? Arrays.stream(loaded.getPermittedSubclasses()).map(Class::getName).toList()
        : List.of();
  }

  private static Stream<InstanceofCheck> asking(JavaClass type) {
    return type.getInstanceofChecks().stream()
        .filter(check -> members.contains(check.getRawType().getName()))
        .filter(check -> !check.getOwner().getName().equals("equals"));
  }

  private static boolean isFree(JavaClass type) {
    return FREE.stream()
        .anyMatch(
            name ->
                type.getPackageName().equals(name) || type.getPackageName().startsWith(name + "."));
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("[$].*", "");
  }

  @Test
  void thereIsMuchToScan() {
    assertThat(members)
        .hasSizeGreaterThan(60)
        .contains(ROOT + ".claims.Claim$Better", ROOT + ".train.Optimizer$Sgd");
    // of the JDK and of libraries
    assertThat(scanned.stream().mapToLong(type -> type.getInstanceofChecks().size()).sum())
        .isGreaterThan(50);
  }

  @Test
  void noReaderAsksForOneMemberOfASealedType() {
    List<String> asking =
        scanned.stream()
            .filter(type -> !isFree(type) && !STILL_ASKING.contains(outermost(type)))
            .flatMap(SealedTypesTest::asking)
            .map(InstanceofCheck::toString)
            .toList();
    assertThat(asking).isEmpty();
  }

  @Test
  void whoStillAsksDoes() {
    Set<String> asking = new TreeSet<>();
    scanned.stream()
        .filter(type -> asking(type).findAny().isPresent())
        .forEach(type -> asking.add(outermost(type)));
    assertThat(asking).as("one that asks no more is to be struck off").containsAll(STILL_ASKING);
  }
}
