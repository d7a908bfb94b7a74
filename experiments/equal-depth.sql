-- Differences of mean errors (points) between spaces, of all models and at equal depth: networks of
-- each number of blocks are compared with one another, and the differences averaged with the weights
-- of least squares. half: 1.96 standard errors, from the pooled variance within numbers of blocks.
-- A store has the rows of those pairs whose spaces it has.
--   sqlite3 -header experiments/refinement-cifar10/trials.db < experiments/equal-depth.sql
WITH models AS (
  SELECT m.space, 100 * t.error AS error,
    (SELECT sum(value ->> 'depth') FROM json_each(t.network, '$.stages')) AS blocks
  FROM members m JOIN trials t ON t.number = m.trial),
cells AS (
  SELECT space, blocks, count(*) AS n, avg(error) AS mean,
    sum(error * error) - count(*) * avg(error) * avg(error) AS squares
  FROM models GROUP BY space, blocks),
pairs (place, a, b) AS (VALUES
  (1, 'cifar-anynetx-b', 'cifar-anynetx-a'),
  (2, 'cifar-anynetx-c', 'cifar-anynetx-b'),
  (3, 'cifar-anynetx-d', 'cifar-anynetx-c'),
  (4, 'cifar-anynetx-e', 'cifar-anynetx-d'),
  (5, 'cifar-regnetx', 'cifar-anynetx-e'),
  (6, 'cifar-regnetx', 'cifar-anynetx-d'),
  (7, 'cifar-regnetx', 'cifar-anynetx-a'),
  (8, 'cifar-anynetx-c', 'cifar-anynetx-c-equal-widths'),
  (9, 'cifar-anynetx-c', 'cifar-anynetx-c-decreasing-widths'),
  (10, 'cifar-anynetx-d', 'cifar-anynetx-d-equal-depths'),
  (11, 'cifar-anynetx-d', 'cifar-anynetx-d-decreasing-depths'),
  (12, 'cifar-regnetx-constrained', 'cifar-regnetx'),
  (13, 'cifar-regnetx-constrained', 'cifar-regnetx-inverted'),
  (14, 'cifar-regnetx-constrained', 'cifar-regnetx-depthwise'),
  (15, 'cifar-regnety', 'cifar-regnetx'),
  (16, 'regnetx-constrained-fewer-flops', 'cifar-regnetx-constrained'),
  (17, 'cifar-regnetx-csp', 'regnetx-constrained-fewer-flops')),
both AS (
  SELECT place, a, b, 1.0 * x.n * y.n / (x.n + y.n) AS weight, x.mean - y.mean AS difference,
    x.squares + y.squares AS squares, x.n + y.n AS n
  FROM pairs JOIN cells x ON x.space = a JOIN cells y ON y.space = b AND y.blocks = x.blocks)
SELECT a AS first, b AS second,
  printf('%.2f', 0.0 + round((SELECT avg(error) FROM models WHERE space = a)
    - (SELECT avg(error) FROM models WHERE space = b), 2)) AS difference,
  printf('%.2f', 0.0 + round(sum(weight * difference) / sum(weight), 2)) AS at_equal_depth,
  printf('%.2f', 1.96 * sqrt(sum(squares) / (sum(n) - 2 * count(*)) / sum(weight))) AS half,
  sum(n) AS n
FROM both GROUP BY place ORDER BY place;
