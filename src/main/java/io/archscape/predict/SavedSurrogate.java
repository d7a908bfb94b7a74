package io.archscape.predict;

import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.document.Documents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.tribuo.Model;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.Regressor;

/**
 * A surrogate in a folder: {@code surrogate.json} says where it comes from, what it was worth and
 * how its parts are put together; {@code parts.pb.gz} holds the parts as Tribuo writes them, one
 * after the other, each with its length before it. Tribuo writes the time of training into a part,
 * so two files of the same surrogate differ; what they predict does not.
 */
public record SavedSurrogate(Surrogate surrogate, Provenance provenance) {
  private static final String FACTS = "surrogate.json";
  private static final String PARTS = "parts.pb.gz";
  private static final int FORMAT = 1;

  /**
   * What {@code surrogate.json} holds.
   *
   * @param parts how many parts each group has
   * @param partsSha256 of {@code parts.pb.gz}
   */
  record Facts(
      int format,
      Provenance provenance,
      String tribuo,
      List<String> features,
      PredictionScores scores,
      Predictor.State ensemble,
      List<Integer> parts,
      String partsSha256) {
    Facts {
      features = List.copyOf(features);
      parts = List.copyOf(parts);
    }
  }

  /** Writes both files; the folder is made if there is none. */
  public void save(Path folder) {
    List<List<TreeModel<Regressor>>> groups = surrogate.predictor().groups();
    byte[] parts = bytes(groups);
    Facts facts =
        new Facts(
            FORMAT,
            provenance,
            org.tribuo.Tribuo.VERSION,
            surrogate.features(),
            surrogate.scores(),
            surrogate.predictor().state(),
            groups.stream().map(List::size).toList(),
            Sha256.hex(parts));
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(PARTS), parts);
      Files.writeString(folder.resolve(FACTS), new Documents().canonicalJson(facts) + "\n");
    } catch (IOException e) {
      throw new InputException(folder + ": folder must be writable, got " + e, e);
    }
  }

  private static byte[] bytes(List<List<TreeModel<Regressor>>> groups) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (List<TreeModel<Regressor>> group : groups) {
        for (TreeModel<Regressor> part : group) {
          part.serialize().writeDelimitedTo(out);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #save} wrote. */
  public static SavedSurrogate load(Path folder) {
    Path file = folder.resolve(FACTS);
    Facts facts = new Documents().readJson(file.toString(), Documents.text(file), Facts.class);
    if (facts.format() != FORMAT) {
      throw new InputException(
          file + ": format must be " + FORMAT + ", got " + facts.format() + "; save it again");
    }
    Path parts = folder.resolve(PARTS);
    byte[] bytes = read(parts);
    if (!Sha256.hex(bytes).equals(facts.partsSha256())) {
      throw new InputException(parts + ": must be the file that " + FACTS + " was saved with");
    }
    Predictor predictor = new Predictor(facts.ensemble(), groups(parts, bytes, facts.parts()));
    return new SavedSurrogate(
        new Surrogate(facts.features(), predictor, facts.scores()), facts.provenance());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(file + ": file must be readable, got " + e, e);
    }
  }

  private static List<List<TreeModel<Regressor>>> groups(
      Path file, byte[] bytes, List<Integer> sizes) {
    List<List<TreeModel<Regressor>>> groups = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      for (int size : sizes) {
        List<TreeModel<Regressor>> group = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          group.add(tree(Model.deserialize(ModelProto.parseDelimitedFrom(in))));
        }
        groups.add(group);
      }
    } catch (IOException | IllegalStateException e) {
      throw new InputException(file + ": must hold the parts of a surrogate, got " + e, e);
    }
    return groups;
  }

  private static TreeModel<Regressor> tree(Model<?> model) {
    if (model.castModel(Regressor.class) instanceof TreeModel<Regressor> tree) {
      return tree;
    }
    throw new IllegalStateException("no tree but " + model.getName());
  }
}
