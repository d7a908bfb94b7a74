package io.archscape.engine.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory for what a kernel needs only while it runs. Kernels run one after another, so all of them
 * may have the same.
 */
final class Scratch implements AutoCloseable {
  /** A piece of memory and its size in bytes. */
  record Piece(memory all, long bytes) {
    Pointer address() {
      return all.get_data_handle();
    }
  }

  private final engine cpu;
  private final List<Piece> all = new ArrayList<>();
  private final List<Piece> free = new ArrayList<>();

  Scratch(engine cpu) {
    this.cpu = cpu;
  }

  Piece take(long bytes) {
    Piece piece =
        free.stream()
            .filter(each -> each.bytes >= bytes)
            .min(Comparator.comparingLong(Piece::bytes))
            .orElseGet(() -> create(bytes));
    free.remove(piece);
    return piece;
  }

  private Piece create(long bytes) {
    try (memory.desc description =
        new memory.desc(new long[] {bytes}, memory.data_type.u8, memory.format_tag.a, false)) {
      Piece piece = new Piece(new memory(description, cpu), bytes);
      all.add(piece);
      return piece;
    }
  }

  void giveBack(List<Piece> pieces) {
    free.addAll(pieces);
  }

  @Override
  public void close() {
    all.forEach(piece -> piece.all.close());
  }
}
