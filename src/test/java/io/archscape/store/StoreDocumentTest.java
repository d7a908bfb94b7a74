package io.archscape.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/store.md: its queries give what it says, and it names every column. */
class StoreDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "store.md");
  private static final Path SWEEP = Path.of("experiments", "cifar10-second");
  private static final Pattern QUERY =
      Pattern.compile("```sql\n(.*?)```\n\n```\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private static List<String> rows(Path file, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int columns = found.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        names.add(found.getMetaData().getColumnLabel(i));
      }
      rows.add(String.join("|", names));
      while (found.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(found.getString(i));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    }
  }

  @Test
  void queriesGiveWhatItSays() throws Exception {
    Path migrated = Files.copy(SWEEP.resolve(TrialStore.FILE), folder.resolve(TrialStore.FILE));
    TrialStore.open(folder, Clock.systemUTC()).close();
    Matcher query = QUERY.matcher(Files.readString(DOCUMENT));
    int run = 0;
    for (; query.find(); run++) {
      List<String> shown = query.group(2).lines().toList();
      assertThat(rows(SWEEP.resolve(TrialStore.FILE), query.group(1))).isEqualTo(shown);
      assertThat(rows(migrated, query.group(1))).as("of the newest version").isEqualTo(shown);
    }
    assertThat(run).isEqualTo(3);
  }

  @Test
  void everyTableAndColumnIsNamed() throws SQLException, IOException {
    TrialStore.open(folder, Clock.systemUTC()).close();
    String document = Files.readString(DOCUMENT);
    List<String> columns =
        rows(
            folder.resolve(TrialStore.FILE),
            "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p"
                + " WHERE m.type = 'table'");
    assertThat(columns).hasSizeGreaterThan(50);
    for (String column : columns.subList(1, columns.size())) {
      String[] names = column.split("\\|");
      String paragraph = document.split("\\*\\*" + names[0] + "\\*\\*")[1].split("\n\n")[0];
      if (!column.equals("meta|value") && !column.equals("members|number")) {
        assertThat(paragraph).as(column).contains("`" + names[1] + "`");
      }
    }
  }
}
