package io.archscape.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.figures.Influences;
import io.archscape.figures.MadeUpSpaces;
import io.archscape.study.SpaceStudy;
import io.archscape.wording.Words;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportanceSectionTest {
  private static String page(SpaceStudy... spaces) {
    List<SpaceStudy> all = List.of(spaces);
    return new ImportanceSection(all, Influences.of(all, 1)).html().toString();
  }

  @Test
  void whatMattersMostStandsInTheTable() {
    Influences found = Influences.of(MadeUpSpaces.valley(80), 1).orElseThrow();
    assertThat(page(MadeUpSpaces.valley(80)))
        .contains("valley", "d " + Words.two(found.features().get(0).all().riseOfMae()))
        .contains("archscape predict SWEEP --space NAME --model forest")
        .doesNotContain("not shown to rank");
  }

  @Test
  void whatDoesNotRankIsCalledMeaningless() {
    SpaceStudy noise = MadeUpSpaces.noise(40);
    Influences found = Influences.of(noise, 1).orElseThrow();
    assertThat(page(MadeUpSpaces.valley(80), noise))
        .contains("not shown to rank the models of noise.", "does not rank: meaningless");
    assertThat(ImportanceSection.data(noise, Optional.of(found)).get("worth").toString())
        .contains(found.worth(), "meaningless");
  }

  @Test
  void fewerThanTenModelsAreTooFew() {
    assertThat(page(MadeUpSpaces.valley(9))).contains("No space has at least 10 finished models");
    assertThat(page(MadeUpSpaces.valley(9), MadeUpSpaces.noise(40)))
        .contains("not predicted: 9 finished models, at least 10 are needed");
  }
}
