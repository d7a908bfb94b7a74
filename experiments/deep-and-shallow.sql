-- Mean errors (%) after each epoch of networks with more than :deep blocks and of the others, on
-- held-out images and on those they are trained on (augmented).
--   sqlite3 -header -cmd ".parameter set :deep 12" experiments/refinement-cifar10/trials.db < experiments/deep-and-shallow.sql
WITH models AS (
  SELECT m.space, m.trial,
    (SELECT sum(value ->> 'depth') FROM json_each(t.network, '$.stages')) > :deep AS deep
  FROM members m JOIN trials t ON t.number = m.trial)
SELECT space, epoch, sum(NOT deep) AS shallow,
  printf('%.1f', 100 * avg(validation_error) FILTER (WHERE NOT deep)) AS error,
  printf('%.1f', 100 * avg(train_error) FILTER (WHERE NOT deep)) AS training,
  sum(deep) AS deep,
  printf('%.1f', 100 * avg(validation_error) FILTER (WHERE deep)) AS deep_error,
  printf('%.1f', 100 * avg(train_error) FILTER (WHERE deep)) AS deep_training,
  printf('%.1f', 100 * (avg(validation_error) FILTER (WHERE deep)
    - avg(validation_error) FILTER (WHERE NOT deep))) AS gap
FROM models JOIN epochs USING (trial) GROUP BY space, epoch ORDER BY space, epoch;
