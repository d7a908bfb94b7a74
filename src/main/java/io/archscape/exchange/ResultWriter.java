package io.archscape.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.document.Documents;
import io.archscape.store.TrialResult;
import io.archscape.train.EpochMetrics;
import io.archscape.wording.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a listing. */
final class ResultWriter {
  private static final String LINE_END = "\r\n";
  private static final int ID_DIGITS = 8;
  private static final int LONGEST = 40;
  private static final List<String> OF_EPOCHS =
      List.of(
          "space",
          "index",
          ListedTrial.ID,
          "epoch",
          "lr",
          "train_loss",
          "train_error",
          "validation_loss",
          "validation_error",
          "seconds",
          "images");

  private final PrintWriter out;

  ResultWriter(PrintWriter out) {
    this.out = out;
  }

  /** In columns; ids are cut, errors are in percent. */
  void table(List<ListedTrial> trials, boolean epochs) {
    TextTable table = new TextTable(epochs ? 1 : 0);
    if (epochs) {
      table.row(OF_EPOCHS);
      ListedTrial.whole(
          trials, (sweep, result) -> rows(result).forEach(row -> table.row(shown(OF_EPOCHS, row))));
    } else {
      List<String> columns = ListedTrial.columns(trials);
      table.row(columns);
      trials.forEach(trial -> table.row(shown(columns, cells(columns, trial))));
    }
    table.lines().forEach(out::println);
  }

  /** RFC 4180, every digit. */
  void csv(List<ListedTrial> trials, boolean epochs) {
    if (epochs) {
      out.append(line(OF_EPOCHS));
      ListedTrial.whole(
          trials, (sweep, result) -> rows(result).forEach(row -> out.append(line(plain(row)))));
    } else {
      List<String> columns = ListedTrial.columns(trials);
      out.append(line(columns));
      trials.parallelStream() // half of the time of a hundred thousand goes into this
          .map(trial -> line(columns, trial))
          .forEachOrdered(out::append);
    }
  }

  /** One JSON object a line, with everything that is known. */
  void jsonl(List<ListedTrial> trials) {
    Documents documents = new Documents();
    ListedTrial.whole(
        trials, (sweep, result) -> out.println(documents.canonicalJson(fields(documents, result))));
  }

  private static Map<String, Object> fields(Documents documents, TrialResult result) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("space", result.space());
    fields.put("index", result.index());
    fields.put("id", result.trialId());
    fields.put("status", result.status().key());
    result.error().ifPresent(error -> fields.put("error", error));
    fields.put("cost", result.cost());
    fields.put("parameters", result.parameters());
    fields.put("choices", result.choices());
    result.network().ifPresent(network -> fields.put("network", network));
    fields.put("epochs", result.epochs().stream().map(ResultWriter::finite).toList());
    fields.put("recipe", documents.readJson("store", result.recipe(), JsonNode.class));
    fields.put("data", documents.readJson("store", result.data(), JsonNode.class));
    fields.put("seconds", result.seconds().orElse(0));
    fields.put("attempts", result.attempts());
    fields.put("reason", result.reason());
    fields.put("source", result.source());
    fields.put("parametersSha256", result.parametersSha256());
    return fields;
  }

  /** JSON has no word for a number that is none: it is left out. */
  private static Map<String, Object> finite(EpochMetrics metrics) {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> names = OF_EPOCHS.subList(3, OF_EPOCHS.size());
    List<Object> values = values(metrics);
    for (int i = 0; i < names.size(); i++) {
      boolean none = values.get(i) instanceof Double number && !Double.isFinite(number);
      if (!none) {
        fields.put(names.get(i), values.get(i));
      }
    }
    return fields;
  }

  private static List<List<Optional<Object>>> rows(TrialResult result) {
    List<List<Optional<Object>>> rows = new ArrayList<>();
    for (EpochMetrics metrics : result.epochs()) {
      List<Optional<Object>> row = new ArrayList<>();
      row.add(Optional.of(result.space()));
      row.add(Optional.of((long) result.index()));
      row.add(Optional.of(result.trialId()));
      values(metrics).forEach(value -> row.add(Optional.of(value)));
      rows.add(row);
    }
    return rows;
  }

  private static List<Object> values(EpochMetrics m) {
    return List.of(
        (long) m.epoch(),
        m.lr(),
        m.trainLoss(),
        m.trainError(),
        m.validationLoss(),
        m.validationError(),
        m.seconds(),
        m.images());
  }

  private static List<Optional<Object>> cells(List<String> columns, ListedTrial trial) {
    return columns.stream().map(trial::value).toList();
  }

  private static List<String> shown(List<String> columns, List<Optional<Object>> cells) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      texts.add(cells.get(i).map(cell -> shown(column, cell)).orElse("-"));
    }
    return texts;
  }

  private static String shown(String column, Object cell) {
    if (cell instanceof Double number) {
      return number(column, number);
    }
    String text = cell.toString();
    if (column.equals(ListedTrial.ID)) {
      return text.substring(0, Math.min(ID_DIGITS, text.length()));
    }
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private static String number(String column, double number) {
    if (column.equals(ListedTrial.ERROR) || column.endsWith("_error")) {
      return String.format(Locale.ROOT, "%.2f%%", 100 * number);
    }
    if (column.equals("seconds")) {
      return String.format(Locale.ROOT, "%.1f", number);
    }
    return column.equals("lr") || column.endsWith("_loss")
        ? String.format(Locale.ROOT, "%.4g", number)
        : plain(number);
  }

  private static List<String> plain(List<Optional<Object>> cells) {
    return cells.stream().map(cell -> cell.map(ResultWriter::plain).orElse("")).toList();
  }

  /** Numbers as reading them gives them back, whole ones without a point; not numbers: empty. */
  private static String plain(Object cell) {
    if (!(cell instanceof Double number)) {
      return cell.toString();
    }
    if (number == Math.rint(number) && Math.abs(number) < 0x1.0p53) {
      return Long.toString(number.longValue());
    }
    return Double.isFinite(number) ? number.toString() : "";
  }

  private static String line(List<String> columns, ListedTrial trial) {
    List<String> texts = new ArrayList<>(columns.size());
    for (String column : columns) {
      texts.add(trial.value(column).map(ResultWriter::plain).orElse(""));
    }
    return line(texts);
  }

  private static String line(List<String> texts) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      line.append(i == 0 ? "" : ",").append(quoted(texts.get(i)));
    }
    return line.append(LINE_END).toString();
  }

  private static String quoted(String field) {
    return isPlain(field) ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private static boolean isPlain(String field) {
    for (int i = 0; i < field.length(); i++) { // of two million cells: a stream takes its time
      char c = field.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return false;
      }
    }
    return true;
  }
}
