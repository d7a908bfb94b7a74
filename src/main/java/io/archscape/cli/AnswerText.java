package io.archscape.cli;

import io.archscape.claims.Answer;
import io.archscape.claims.Measure;
import io.archscape.claims.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Answers to claims as plain text: each claim, what is said of it, its numbers, its warnings. */
final class AnswerText {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();

  private AnswerText() {}

  static String of(List<Answer> answers) {
    AnswerText page = new AnswerText();
    page.heading(answers);
    answers.forEach(page::answer);
    return page.text.toString();
  }

  private void heading(List<Answer> answers) {
    Map<Verdict, Long> counts =
        answers.stream()
            .collect(Collectors.groupingBy(Answer::verdict, TreeMap::new, Collectors.counting()));
    text.append("claims: ")
        .append(
            counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .collect(Collectors.joining(", ")))
        .append('\n');
  }

  private void answer(Answer answer) {
    text.append('\n').append(answer.claim().text()).append('\n');
    paragraph("", answer.sentence());
    if (!answer.numbers().isEmpty()) {
      paragraph("", numbers(answer));
    }
    answer.warnings().forEach(warning -> paragraph("! ", warning));
  }

  private static String numbers(Answer answer) {
    List<String> parts = new ArrayList<>();
    answer.numbers().forEach(number -> parts.add(number(number)));
    answer
        .power()
        .ifPresent(
            power ->
                parts.add(
                    String.format(Locale.ROOT, "power at this number of models %.2f", power)));
    return String.join("; ", parts);
  }

  private static String number(Measure number) {
    String unit = number.unit().isEmpty() ? "" : " " + number.unit();
    String interval =
        number
            .interval()
            .map(i -> " (95 % " + shown(i.low()) + " to " + shown(i.high()) + ")")
            .orElse("");
    return number.what() + " " + shown(number.value()) + unit + interval;
  }

  /** Three digits. */
  private static String shown(double number) {
    double size = Math.abs(number);
    return size != 0 && (size < 1e-3 || size >= 1e6)
        ? String.format(Locale.ROOT, "%.2g", number)
        : String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", number);
  }

  private void paragraph(String mark, String sentence) {
    StringBuilder line = new StringBuilder(INDENT + mark);
    int start = line.length();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() > start && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(INDENT + " ".repeat(mark.length()));
      }
      line.append(line.length() > start ? " " : "").append(word);
    }
    text.append(line).append('\n');
  }
}
