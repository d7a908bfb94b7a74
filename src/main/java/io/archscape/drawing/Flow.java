package io.archscape.drawing;

import io.archscape.drawing.Anatomy.Part;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part as a small graph of cells, in order. A norm, activation or drop stands in the cell of what
 * it follows, if nothing else reads that; what comes from outside is a cell without operations.
 */
record Flow(List<Cell> cells) {

  /**
   * A box.
   *
   * @param text its operations in words; empty for what comes from outside
   * @param kind the same without what depends on widths, strides and sizes
   * @param inputs places in the list of cells
   */
  record Cell(String name, String text, String kind, Shape shape, List<Integer> inputs) {
    Cell {
      inputs = List.copyOf(inputs);
    }

    boolean outside() {
      return text.isEmpty();
    }

    private Cell followed(OpLabel label) {
      return new Cell(name, text + ", " + label.name(), kind + "," + label.name(), shape, inputs);
    }
  }

  Flow {
    cells = List.copyOf(cells);
  }

  /** The operations of a part. */
  static Flow of(Anatomy anatomy, Part part) {
    Builder builder = new Builder(anatomy);
    part.nodes().forEach(node -> builder.add(part, node));
    return new Flow(builder.cells);
  }

  /** A stage whose blocks stay closed. */
  static Flow of(Anatomy anatomy, Anatomy.Stage stage) {
    Builder builder = new Builder(anatomy);
    Map<Node, Part> blockOf = new HashMap<>();
    stage.blocks().forEach(block -> block.nodes().forEach(node -> blockOf.put(node, block)));
    for (Node node : stage.whole().nodes()) {
      Part block = blockOf.get(node);
      if (block == null) {
        builder.add(stage.whole(), node);
      } else if (node.equals(block.last())) {
        builder.addClosed(block);
      }
    }
    return new Flow(builder.cells);
  }

  /** What two parts of one kind have in common: operations and kernels, and how they are joined. */
  String kind() {
    return cells.stream()
        .map(cell -> cell.outside() ? "x" : cell.kind() + cell.inputs())
        .collect(Collectors.joining(" "));
  }

  private static final class Builder {
    private static final int NONE = -1;

    private final Anatomy anatomy;
    private final Graph graph;
    private final int[] readers;
    private final int[] cellOf; // of a node, or NONE
    private final List<Cell> cells = new ArrayList<>();

    Builder(Anatomy anatomy) {
      this.anatomy = anatomy;
      this.graph = anatomy.graph();
      this.readers = new int[graph.nodes().size()];
      this.cellOf = new int[readers.length];
      Arrays.fill(cellOf, NONE);
      graph.nodes().forEach(node -> node.inputs().forEach(input -> readers[input]++));
    }

    void add(Part part, Node node) {
      OpLabel label = anatomy.label(node);
      boolean follows = label.kind() == OpLabel.Kind.FOLLOWS;
      int input = node.inputs().get(0);
      if (follows && readers[input] == 1 && cellOf[input] != NONE && !outside(input)) {
        int cell = cellOf[input];
        cells.set(cell, cells.get(cell).followed(label));
        cellOf[node.id()] = cell;
      } else {
        put(node, new Cell(part.own(node), label.text(), label.name(), node.shape(), cells(node)));
      }
    }

    private boolean outside(int node) {
      return cells.get(cellOf[node]).outside();
    }

    private void put(Node node, Cell cell) {
      cells.add(cell);
      cellOf[node.id()] = cells.size() - 1;
    }

    private List<Integer> cells(Node node) {
      return node.inputs().stream().map(this::cell).toList();
    }

    private int cell(int id) {
      if (cellOf[id] == NONE) {
        Node node = graph.node(id);
        String name = id == 0 ? "image" : "from " + node.name();
        put(node, new Cell(name, "", "", node.shape(), List.of()));
      }
      return cellOf[id];
    }

    /** A block as one cell; one that goes on where the last left off is drawn with it. */
    void addClosed(Part block) {
      Set<Integer> own = block.nodes().stream().map(Node::id).collect(Collectors.toSet());
      List<Integer> inputs =
          block.nodes().stream()
              .flatMap(node -> node.inputs().stream())
              .filter(id -> !own.contains(id))
              .distinct()
              .map(this::cell)
              .toList();
      String name = block.name().substring(block.name().indexOf('.') + 1);
      int last = cells.size() - 1;
      if (inputs.equals(List.of(last)) && cells.get(last).kind().equals("block")) {
        Cell before = cells.get(last);
        String first = before.name().replaceFirst(" .*", "");
        String text = "blocks, one after the other";
        cells.set(
            last, new Cell(first + " .. " + name, text, "block", before.shape(), before.inputs()));
        cellOf[block.last().id()] = last;
      } else {
        put(block.last(), new Cell(name, "block", "block", block.last().shape(), inputs));
      }
    }
  }
}
