package io.archscape.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * A row of a store's attempts.
 *
 * @param trial its id
 * @param number from 1
 * @param worker its process
 * @param fromEpoch how many epochs it took over from a checkpoint
 */
record FaultAttempt(String trial, int number, long worker, int fromEpoch, String outcome) {
  private static final String ALL =
      "SELECT t.id, a.attempt, a.pid, a.from_epoch, a.outcome"
          + " FROM attempts a JOIN trials t ON t.number = a.trial";

  /** All of a sweep; none while its store is just being made or recovered. */
  static List<FaultAttempt> of(Path store) {
    if (Files.notExists(store)) {
      return List.of();
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      List<FaultAttempt> all = new ArrayList<>();
      while (row.next()) {
        all.add(
            new FaultAttempt(
                row.getString(1), row.getInt(2), row.getLong(3), row.getInt(4), row.getString(5)));
      }
      return all;
    } catch (SQLException e) {
      return List.of();
    }
  }

  boolean running() {
    return outcome.equals("running");
  }

  /** Whether it was cut short. */
  boolean interrupted() {
    return outcome.equals("interrupted") || outcome.equals("failed");
  }

  String key() {
    return trial + " " + number;
  }

  boolean isOf(FaultAttempt other) {
    return key().equals(other.key());
  }

  /** The next one at the same trial. */
  boolean follows(FaultAttempt other) {
    return trial.equals(other.trial) && number == other.number + 1;
  }
}
