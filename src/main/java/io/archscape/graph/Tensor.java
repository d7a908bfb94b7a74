package io.archscape.graph;

/** The result of an operation: the node that makes it and its shape. */
public record Tensor(int id, Shape shape) {}
