package io.archscape.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.archscape.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedTypeReadingTest {
  private final Documents documents = new Documents();

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  sealed interface Figure {}

  sealed interface Flat extends Figure {}

  @JsonTypeName("ball")
  record Ball(int radius) implements Figure {}

  @JsonTypeName("disc")
  record Disc(int radius) implements Flat {}

  record Drawn(List<Figure> figures) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  sealed interface Twice {}

  @JsonTypeName("same")
  record First() implements Twice {}

  @JsonTypeName("same")
  record Second() implements Twice {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  sealed interface Nameless {}

  record Forgotten() implements Nameless {}

  @Test
  void findsWhatIsPermittedAlsoFurtherDown() {
    Drawn drawn = new Drawn(List.of(new Ball(2), new Disc(3)));
    String json = documents.canonicalJson(drawn);
    assertThat(json)
        .isEqualTo(
            "{\"figures\":[{\"type\":\"ball\",\"radius\":2},{\"type\":\"disc\",\"radius\":3}]}");
    assertThat(documents.readJson("f.json", json, Drawn.class)).isEqualTo(drawn);
    assertThat(documents.readYaml("f.yaml", documents.yaml(new Disc(1)), Figure.class))
        .isEqualTo(new Disc(1));
    assertThatThrownBy(() -> documents.readYaml("f.yaml", "{type: disk, radius: 1}", Figure.class))
        .isInstanceOf(InputException.class)
        .hasMessage("f.yaml:1:8: type must be one of ball, disc, got 'disk'");
  }

  @Test
  void refusesTwoOfOneNameAndOneOfNone() {
    assertThatThrownBy(() -> documents.readYaml("f.yaml", "{type: same}", Twice.class))
        .hasMessageContaining(
            "the types of Twice must differ in their @JsonTypeName,"
                + " got 'same' for First and Second");
    assertThatThrownBy(() -> documents.readYaml("f.yaml", "{type: x}", Nameless.class))
        .hasMessageContaining(
            "the types of Nameless must each have a @JsonTypeName, got none for Forgotten");
  }

  @Test
  void everySealedTypeOfADocumentNamesAllThatItPermits() {
    List<Class<?>> sealed =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.archscape")
                .stream()
                .filter(type -> type.isAnnotatedWith(JsonTypeInfo.class))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    assertThat(sealed).hasSizeGreaterThan(10).allMatch(Class::isSealed);
    assertThat(sealed).allSatisfy(type -> assertThat(SealedTypes.names(type)).isNotEmpty());
  }
}
