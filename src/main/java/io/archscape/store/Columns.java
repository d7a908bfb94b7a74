package io.archscape.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Cells of a row that may be NULL. */
final class Columns {
  private Columns() {}

  /** NaN where it is NULL. */
  static double real(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /** By the column's place; empty where it is NULL. */
  static OptionalDouble realIfAny(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** By the column's place; empty where it is NULL. */
  static OptionalInt wholeIfAny(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
