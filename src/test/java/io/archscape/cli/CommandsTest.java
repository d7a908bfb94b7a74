package io.archscape.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.archscape.exchange.ExportFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.archscape.cli");

  private static boolean isCommand(JavaClass type) {
    return type.getSimpleName().endsWith("Command");
  }

  /** They share classes that are no commands; to be listed as a subcommand is no call. */
  @Test
  void noCommandCallsAnother() {
    assertThat(CLASSES.stream().filter(CommandsTest::isCommand)).hasSizeGreaterThan(20);
    for (JavaClass command : CLASSES) {
      Stream<JavaAccess<?>> calls = command.getAccessesFromSelf().stream();
      Set<String> others =
          calls
              .map(JavaAccess::getTargetOwner)
              .filter(CommandsTest::isCommand)
              .map(JavaClass::getName)
              .filter(name -> !command.getName().startsWith(name))
              .collect(Collectors.toSet());
      assertThat(others).as(command.getName()).isEmpty();
    }
  }

  @Test
  void whatOtherProgramsReadAndWriteKnowsNoCommandLine() {
    JavaClasses exchange =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.archscape.exchange");
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "io.archscape.cli..")
        .allowEmptyShould(false)
        .check(exchange);
  }

  /** A format is its class and its line: help and errors follow. */
  @Test
  void formatsOfExportAreListed() {
    List<String> names = Stream.of(ExportFormat.values()).map(ExportFormat::name).toList();
    assertThat(names).contains("json", "pycls");
    assertThat(Terminal.run("export", "--help").out().replaceAll("\\s+", " "))
        .contains("format of the files, one of " + String.join(", ", names) + " (default json)");
    assertThat(Terminal.run("export", "x", "-o", "y", "--format", "wrong").err())
        .contains("expected one of [" + String.join(", ", names) + "]");
  }
}
