package io.archscape.exchange;

import io.archscape.InputException;
import io.archscape.WholeFile;
import io.archscape.claims.Answer;
import io.archscape.claims.Measure;
import io.archscape.experiment.Experiment;
import io.archscape.wording.AnswerText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers in a sweep's folder: {@code claims.json} and {@code claims.txt}, and of what was explored
 * {@code explored.json} and {@code explored.txt}, each whole or not at all.
 */
public final class AnswerFiles {
  public static final String JSON = "claims.json";
  static final String TEXT = "claims.txt";

  private AnswerFiles() {}

  /** Replaces what an earlier run wrote; where there is no answer now there is no file. */
  public static void write(Path folder, List<Answer> answers, List<Answer> explored) {
    write(folder, answers, JSON, TEXT);
    write(folder, explored, "explored.json", "explored.txt");
  }

  private static void write(Path folder, List<Answer> answers, String jsonName, String textName) {
    if (answers.isEmpty()) {
      remove(folder.resolve(jsonName));
      remove(folder.resolve(textName));
      return;
    }
    StringBuilder json = new StringBuilder("[");
    for (Answer answer : answers) {
      json.append(json.length() > 1 ? ",\n " : "\n ")
          .append(Experiment.documents().canonicalJson(tree(answer)));
    }
    try {
      WholeFile.write(folder.resolve(jsonName), json.append("\n]\n").toString());
      WholeFile.write(folder.resolve(textName), AnswerText.of(answers));
    } catch (IOException e) {
      throw new InputException("%s: folder must be writable, got %s".formatted(folder, e), e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new InputException("%s: file must be removable, got %s".formatted(file, e), e);
    }
  }

  private static Map<String, Object> tree(Answer answer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("claim", answer.claim().text());
    tree.put("about", answer.about());
    tree.put("verdict", answer.verdict().word());
    tree.put("sentence", answer.sentence());
    tree.put("groups", answer.groups());
    answer.effect().ifPresent(effect -> tree.put("effect", tree(effect)));
    answer.test().ifPresent(test -> tree.put("test", test));
    answer.power().ifPresent(power -> tree.put("power", power));
    answer.modelsNeeded().ifPresent(models -> tree.put("modelsNeeded", models));
    tree.put("numbers", answer.numbers().stream().map(AnswerFiles::tree).toList());
    tree.put("warnings", answer.warnings());
    return tree;
  }

  private static Map<String, Object> tree(Measure measure) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("what", measure.what());
    tree.put("unit", measure.unit());
    tree.put("value", measure.value());
    measure
        .interval()
        .ifPresent(
            interval -> {
              tree.put("low", interval.low());
              tree.put("high", interval.high());
              tree.put("confidence", interval.confidence());
            });
    return tree;
  }
}
