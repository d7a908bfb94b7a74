package io.archscape.graph;

/**
 * What a network costs, by the conventions of pycls: flops are multiply-adds of convolutions and
 * linear layers (a bias counts one a result), params are trained numbers, acts are the elements
 * that convolutions, max pools and linear layers put out. (timm's "macts" leave max pools out.)
 */
public record Cost(long flops, long params, long acts) {
  public static final Cost NONE = new Cost(0, 0, 0);

  public Cost plus(Cost other) {
    return new Cost(flops + other.flops, params + other.params, acts + other.acts);
  }

  public Cost times(int factor) {
    return new Cost(flops * factor, params * factor, acts * factor);
  }
}
