package io.archscape.graph;

/** What a pool makes of the numbers it looks at. */
public enum PoolStatistic {
  MEAN,
  MAX,
  SUM
}
