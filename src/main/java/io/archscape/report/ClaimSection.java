package io.archscape.report;

import io.archscape.claims.Answer;
import io.archscape.claims.Measure;
import io.archscape.claims.Verdict;
import io.archscape.stats.Interval;
import io.archscape.wording.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was claimed, and what the models say about it. */
record ClaimSection(List<Answer> answers, List<Answer> explored) {
  private static final int DIGITS = 3;

  ClaimSection {
    answers = List.copyOf(answers);
    explored = List.copyOf(explored);
  }

  Html html() {
    Html html = new Html();
    if (answers.isEmpty() && explored.isEmpty()) {
      html.open("p", "class", "note")
          .text("No claims were stated. List them in the experiment under ");
      html.tag("code", "claims").text(", or ask with ").tag("code", "--claim \"a better-than b\"");
      return html.text(".").close();
    }
    if (!answers.isEmpty()) {
      list(html, answers);
    }
    if (!explored.isEmpty()) {
      html.open("details", "class", "explored");
      html.tag("summary", "Also explored, with an error level of its own");
      list(html, explored);
      html.close();
    }
    return html;
  }

  private static void list(Html html, List<Answer> some) {
    html.tag("p", tally(some), "class", "more");
    some.forEach(answer -> claim(html, answer));
  }

  private static String tally(List<Answer> answers) {
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long count = answers.stream().filter(answer -> answer.verdict() == verdict).count();
      if (count > 0) {
        counts.add(count + " " + verdict.word());
      }
    }
    return Words.counted(answers.size(), "answer") + ": " + String.join(", ", counts) + ".";
  }

  private static void claim(Html html, Answer answer) {
    String word = answer.verdict().word();
    html.open("article", "class", "claim");
    html.open("h3").text(answer.claim().text()).close();
    html.open("p")
        .tag(
            "span",
            sign(answer.verdict()) + " " + word,
            "class",
            "badge " + answer.verdict().name().toLowerCase(Locale.ROOT));
    html.tag("span", " " + answer.about(), "class", "note").close();
    html.tag("p", Words.unbroken(sentence(answer)));
    if (answer.effect().isPresent()) {
      numbers(html, answer);
    }
    if (!answer.warnings().isEmpty()) {
      html.open("ul", "class", "warning");
      answer.warnings().forEach(warning -> html.tag("li", warning));
      html.close();
    }
    html.close();
  }

  /** It begins with the verdict, which stands above it already. */
  private static String sentence(Answer answer) {
    String word = answer.verdict().word() + ": ";
    String text = answer.sentence();
    return text.startsWith(word) ? text.substring(word.length()) : text;
  }

  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTED -> "\u2713";
      case CONTRADICTED -> "\u2717";
      case UNDECIDED -> "?";
      case UNANSWERED -> "\u2013";
    };
  }

  private static void numbers(Html html, Answer answer) {
    html.open("details").tag("summary", "Numbers").open("dl");
    answer.effect().ifPresent(effect -> measure(html, effect));
    answer
        .test()
        .ifPresent(
            test ->
                fact(
                    html,
                    test.name(),
                    "%s; %s with Holm's correction over %s"
                        .formatted(
                            Words.p(test.p()),
                            Words.p(test.adjusted()),
                            Words.counted(test.claims(), "answer"))));
    fact(
        html,
        "models",
        answer.groups().stream()
            .map(group -> group.label() + " " + group.n())
            .collect(Collectors.joining(", ")));
    answer
        .power()
        .ifPresent(power -> fact(html, "power at these numbers", Math.round(100 * power) + " %"));
    answer
        .modelsNeeded()
        .ifPresent(
            models ->
                fact(html, "models needed of each, for a power of 80 %", Words.whole(models)));
    answer.numbers().forEach(each -> measure(html, each));
    html.close().close();
  }

  private static void measure(Html html, Measure measure) {
    String unit = measure.unit().isEmpty() ? "" : " " + measure.unit();
    String interval = measure.interval().map(between -> " (" + interval(between) + ")").orElse("");
    fact(html, measure.what(), Words.digits(measure.value(), DIGITS) + unit + interval);
  }

  private static String interval(Interval interval) {
    return Math.round(100 * interval.confidence()) + " % interval " + ends(interval);
  }

  private static String ends(Interval interval) {
    return Words.digits(interval.low(), DIGITS) + " to " + Words.digits(interval.high(), DIGITS);
  }

  private static void fact(Html html, String name, String value) {
    html.tag("dt", name).tag("dd", Words.unbroken(value));
  }
}
