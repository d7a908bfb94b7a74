package io.archscape.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.archscape.Defaults;
import io.archscape.RequirementException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordDefaultsTest {
  record Shade(int depth, double alpha, List<String> names) {
    static final Defaults DEFAULTS =
        Defaults.of(Shade.class).with("alpha", 0.5).with("names", List.of());
  }

  record Stranger(int depth) {
    static final Defaults DEFAULTS = Defaults.of(Shade.class);
  }

  private final Documents documents = new Documents();

  @Test
  void whatARecordSaysItselfIsLeftOutReadAndWritten() {
    Shade plain = new Shade(1, 0.5, List.of());
    assertThat(documents.canonicalJson(plain)).isEqualTo("{\"depth\":1}");
    assertThat(documents.readYaml("s", "depth: 1", Shade.class)).isEqualTo(plain);
    assertThat(documents.canonicalJson(new Shade(1, 0.25, List.of("a"))))
        .isEqualTo("{\"alpha\":0.25,\"depth\":1,\"names\":[\"a\"]}");
    assertThat(documents.wholeYaml(plain)).contains("alpha: 0.5");
  }

  @Test
  void whatAReaderIsGivenIsReadAndAlwaysWritten() {
    Documents given = new Documents(Defaults.of(Shade.class).with("depth", 7).with("alpha", 0.1));
    Shade read = given.readYaml("s", "{}", Shade.class);
    assertThat(read).isEqualTo(new Shade(7, 0.5, List.of()));
    assertThat(given.canonicalJson(read)).isEqualTo("{\"depth\":7}");
  }

  @Test
  void refusesWhatIsNoValueOfAComponent() {
    Defaults none = Defaults.of(Shade.class);
    assertThatThrownBy(() -> none.with("alhpa", 0.5))
        .isInstanceOf(RequirementException.class)
        .hasMessage("defaults of Shade must be values of its components, got alhpa=0.5");
    assertThatThrownBy(() -> none.with("alpha", 1))
        .hasMessage("defaults of Shade must be values of its components, got alpha=1");
    assertThatThrownBy(() -> none.with("depth", 1).with("depth", 1))
        .hasMessage("defaults of Shade must name a component once, got depth twice");
    assertThatThrownBy(() -> RecordDefaults.own(Stranger.class))
        .hasMessage("DEFAULTS of Stranger must be a constant with its own defaults");
  }

  @Test
  void everyRecordWithDefaultsHasValuesOfItsComponents() {
    List<Class<?>> records =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.archscape")
                .stream()
                .filter(
                    type ->
                        type.getFields().stream()
                            .anyMatch(field -> field.getRawType().isEquivalentTo(Defaults.class)))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    assertThat(records)
        .hasSizeGreaterThan(10)
        .allMatch(Class::isRecord)
        .allSatisfy(type -> assertThat(RecordDefaults.own(type)).isNotEqualTo(Map.of()));
  }
}
