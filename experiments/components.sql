-- What each component does to the networks of attention-cifar10, setting by setting: mean differences
-- (points) from the same network without it, of the error, of the error on the images it is trained on
-- and of the error after the first epoch; half: 1.96 standard errors of the first. flops: multiply-adds
-- (mean of the settings, %). All networks, then by their number of blocks.
--   sqlite3 -header experiments/attention-cifar10/trials.db < experiments/components.sql
WITH models AS (
  SELECT m.space, m.idx, 100 * t.error AS error, 100 * z.train_error AS training,
    100 * a.validation_error AS early, 1.0 * t.flops AS flops,
    (SELECT sum(value ->> 'depth') FROM json_each(t.network, '$.stages')) AS blocks
  FROM members m JOIN trials t ON t.number = m.trial
    JOIN epochs z ON z.trial = m.trial AND z.epoch = 5
    JOIN epochs a ON a.trial = m.trial AND a.epoch = 1),
pairs AS (
  SELECT x.space, x.blocks, x.error - y.error AS error, x.training - y.training AS training,
    x.early - y.early AS early, 100 * (x.flops / y.flops - 1) AS flops
  FROM models x JOIN models y USING (idx)
  WHERE y.space = 'cifar-regnetx-constrained'
    AND x.space IN ('cifar-regnety', 'cifar-regnetx-eca', 'cifar-regnetx-cbam', 'cifar-regnetx-csp')),
classes (place, low, high) AS (VALUES (1, 4, 20), (2, 4, 8), (3, 9, 12), (4, 13, 16), (5, 17, 20))
SELECT space, low || ' to ' || high AS blocks, count(*) AS n,
  printf('%.2f', 0.0 + round(avg(error), 2)) AS error,
  printf('%.2f', 1.96 * sqrt((sum(error * error) - count(*) * avg(error) * avg(error))
    / (count(*) - 1) / count(*))) AS half,
  printf('%.2f', 0.0 + round(avg(training), 2)) AS training,
  printf('%.2f', 0.0 + round(avg(early), 2)) AS early,
  printf('%.1f', avg(flops)) AS flops
FROM pairs JOIN classes ON blocks BETWEEN low AND high
GROUP BY space, place ORDER BY space, place;
