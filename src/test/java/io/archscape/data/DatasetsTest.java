package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir Path temp;

  @Test
  void missingDataNamesEveryPlaceAndTheCommandThatGetsIt() {
    Path one = temp.resolve("one");
    Path two = temp.resolve("two");
    DataFolders folders = new DataFolders(List.of(one, two));
    assertThatThrownBy(() -> Datasets.open(DataSpec.of("cifar10", 10, 10, 1), folders))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "cifar10 must be in a data folder as cifar-10-batches-bin/ or cifar-10-binary.tar.gz,"
                + " found neither at "
                + one
                + ", "
                + two
                + "; get it with: archscape data fetch cifar10");
    assertThatThrownBy(() -> Datasets.open(DataSpec.of("mnist", 10, 10, 1), folders))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(two.toString())
        .hasMessageEndingWith("archscape data fetch mnist");
  }

  @Test
  void theVariableComesBeforeTheHomeFolder() {
    Path home = temp.resolve(".archscape").resolve("data");
    assertThat(DataFolders.usual(Map.of("ARCHSCAPE_DATA", "/somewhere"), temp).folders())
        .containsExactly(Path.of("/somewhere"), home);
    assertThat(DataFolders.usual(Map.of(), temp).folders()).containsExactly(home);
  }

  @Test
  void laterFoldersAreLookedInToo() throws Exception {
    CifarFiles.write(temp.resolve("two").resolve(Cifar.FOLDER), 2);
    DataFolders folders = new DataFolders(List.of(temp.resolve("one"), temp.resolve("two")));
    assertThat(Datasets.open(DataSpec.of("cifar10", 5, 5, 1), folders).train().count())
        .isEqualTo(10);
  }

  @Test
  void shapesNeedNoFolderAndHoldWhatIsAskedFor() {
    DataSpec spec = new DataSpec("shapes", 30, 20, 16, 3);
    Dataset shapes = Datasets.open(spec, DataFolders.only(temp.resolve("none")));
    assertThat(shapes.train().count()).isEqualTo(50);
    assertThat(shapes.train().height()).isEqualTo(16);
    assertThat(shapes.split(spec).validation().count()).isEqualTo(20);
    assertThat(shapes.test().count()).isEqualTo(Synthetic.TEST_COUNT);
  }
}
