package io.archscape.wording;

import io.archscape.Decimals;
import io.archscape.claims.Answer;
import io.archscape.claims.Measure;
import io.archscape.claims.Verdict;
import io.archscape.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Answers to claims as plain text: a table of the verdicts, then each claim with what is said of
 * it, its numbers and its warnings.
 */
public final class AnswerText {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  /** A blank at which no line breaks: that of {@code 80 %}. */
  private static final String GLUE = "\u00a0";

  private final StringBuilder text = new StringBuilder();

  private AnswerText() {}

  public static String of(List<Answer> answers) {
    AnswerText page = new AnswerText();
    page.heading(answers);
    page.table(answers);
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

  private void table(List<Answer> answers) {
    List<String> head = List.of("verdict", "claim", "effect", "interval", "p", "n");
    TextTable table = new TextTable(head.size());
    table.row(head);
    answers.forEach(answer -> table.row(row(answer)));
    text.append('\n');
    table.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
    if (answers.stream().anyMatch(answer -> answer.test().isPresent())) {
      paragraph("", note(answers));
    }
  }

  private static String note(List<Answer> answers) {
    int claims =
        answers.stream()
            .flatMap(a -> a.test().stream())
            .mapToInt(Answer.Test::claims)
            .max()
            .orElse(1);
    return claims > 1
        ? "p is corrected for " + claims + " claims (Holm), the intervals are not"
        : "effects of errors in points";
  }

  private static List<String> row(Answer answer) {
    boolean several =
        answer.claim().perSpace()
            && !answer.about().isEmpty()
            && !answer.claim().text().endsWith(" in " + answer.about());
    return List.of(
        answer.verdict().word(),
        answer.claim().text() + (several ? " (" + answer.about() + ")" : ""),
        answer.effect().map(effect -> Decimals.fixed(effect.value(), decimals(effect))).orElse("-"),
        answer
            .effect()
            .flatMap(effect -> effect.interval().map(interval -> ends(interval, decimals(effect))))
            .orElse("-"),
        answer.test().map(test -> p(test.adjusted())).orElse("-"),
        answer.groups().isEmpty()
            ? "-"
            : answer.groups().stream()
                .map(group -> Integer.toString(group.n()))
                .collect(Collectors.joining(", ")));
  }

  /** Of a column: as many decimals in each row. */
  private static String p(double p) {
    return p < Words.SMALLEST_P ? "<0.0001" : Decimals.fixed(p, p < 0.001 ? 4 : 3);
  }

  private static String ends(Interval interval, int decimals) {
    return Decimals.fixed(interval.low(), decimals)
        + " to "
        + Decimals.fixed(interval.high(), decimals);
  }

  private void answer(Answer answer) {
    text.append('\n').append(answer.claim().text()).append('\n');
    paragraph("", answer.sentence());
    answer.numbers().forEach(number -> paragraph("- ", number(number)));
    answer
        .power()
        .ifPresent(
            power -> paragraph("- ", "power at this number of models " + Decimals.fixed(power, 2)));
    answer.warnings().forEach(warning -> paragraph("! ", warning));
  }

  private static String number(Measure number) {
    int decimals = decimals(number);
    String unit = number.unit().isEmpty() ? "" : " " + number.unit();
    String interval =
        number
            .interval()
            .map(
                i ->
                    " (%d %% interval %s)"
                        .formatted(Math.round(100 * i.confidence()), ends(i, decimals)))
            .orElse("");
    return number.what() + " " + Decimals.fixed(number.value(), decimals) + unit + interval;
  }

  /** Three digits of the largest of the number and the ends of its interval; of whole ones none. */
  private static int decimals(Measure measure) {
    double[] all = {
      measure.value(),
      measure.interval().map(Interval::low).orElse(0.0),
      measure.interval().map(Interval::high).orElse(0.0)
    };
    if (Arrays.stream(all).allMatch(number -> number == Math.rint(number))) {
      return 0;
    }
    double size = Arrays.stream(all).map(Math::abs).max().orElse(0);
    return size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 1e-3 ? 3 : 6;
  }

  private void paragraph(String mark, String sentence) {
    StringBuilder line = new StringBuilder(INDENT + mark);
    int start = line.length();
    for (String word : sentence.replaceAll("(?<=[0-9]) %", GLUE + "%").split(" ", -1)) {
      if (line.length() > start && line.length() + 1 + word.length() > WIDTH) {
        text.append(line.toString().replace(GLUE, " ")).append('\n');
        line = new StringBuilder(INDENT + " ".repeat(mark.length()));
      }
      line.append(line.length() > start ? " " : "").append(word);
    }
    text.append(line.toString().replace(GLUE, " ")).append('\n');
  }
}
