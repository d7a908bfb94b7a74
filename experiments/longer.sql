-- The networks of longer-cifar10 after the 5 epochs of refinement-cifar10 and after 20: mean errors (%)
-- of the networks of at most 12 blocks and of the deeper ones, and what four times the steps gain.
-- Of the difference (deeper less shallower, points): its standard error and degrees of freedom by
-- Welch, whose interval is difference +- standard_error x qt(0.975, df) in R.
--   sqlite3 -header experiments/longer-cifar10/trials.db "ATTACH 'experiments/refinement-cifar10/trials.db' AS brief" ".read experiments/longer.sql"
WITH networks AS (
  SELECT 100 * b.error AS brief, 100 * l.error AS long, 100 * (b.error - l.error) AS gain,
    (SELECT sum(value ->> 'depth') FROM json_each(l.network, '$.stages')) > 12 AS deep
  FROM members m JOIN trials l ON l.number = m.trial
    JOIN brief.trials b ON b.network = l.network AND b.seed = l.seed
    JOIN brief.members n ON n.trial = b.number AND n.space = m.space AND n.idx = m.idx),
long_form (place, what, value, deep) AS (
  SELECT 1, 'error after 5 epochs', brief, deep FROM networks
  UNION ALL SELECT 2, 'error after 20 epochs', long, deep FROM networks
  UNION ALL SELECT 3, 'gain', gain, deep FROM networks),
groups AS (
  SELECT place, what, deep, count(*) AS n, avg(value) AS mean,
    (sum(value * value) - count(*) * avg(value) * avg(value)) / (count(*) - 1) / count(*) AS v
  FROM long_form GROUP BY place, deep)
SELECT s.what, s.n AS shallow, printf('%.2f', s.mean) AS shallow_mean, d.n AS deep,
  printf('%.2f', d.mean) AS deep_mean, printf('%.2f', d.mean - s.mean) AS difference,
  printf('%.4f', sqrt(s.v + d.v)) AS standard_error,
  printf('%.1f', (s.v + d.v) * (s.v + d.v) / (s.v * s.v / (s.n - 1) + d.v * d.v / (d.n - 1))) AS df
FROM groups s JOIN groups d USING (place) WHERE NOT s.deep AND d.deep ORDER BY place;
