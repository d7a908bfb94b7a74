#!/usr/bin/env python3
"""Reference values of package stats: python3 statistics.py > statistics.json

scipy 1.10.1, numpy 1.24.2. What has no function there is counted one by one (permutations, the
expected best of k, the best of a quarter) or is scipy's own building block (the noncentral t for power).
"""
import itertools
import json
import math
import sys

import numpy as np
import scipy
from scipy import integrate, special, stats

C = [60.0, 53.1, 53.9, 54.4, 55.0, 55.6, 56.2, 56.4, 56.8, 57.0, 57.3, 58.1, 58.9, 52.0]
D = [49.0, 49.4, 49.9, 50.3, 50.8, 51.5, 52.0, 52.2, 52.4, 52.6, 52.9, 53.4, 54.0, 54.7]
NEAR = [55.3, 54.1, 57.7, 56.35, 55.15, 58.05]  # fewer than C, and close to it
TIED_A = [1, 2, 2, 3, 3, 3, 4, 5]
TIED_B = [2, 3, 4, 4, 5, 6, 6]
I = np.arange(1, 81)
LONG_A = (50 + 10 * ((I * 0.6180339887498949) % 1)).tolist()
LONG_B = (51 + 9 * ((I[:70] * 0.7548776662466927) % 1) ** 1.2).tolist()
SKEWED = [0.1, 0.2, 0.25, 0.3, 0.5, 0.6, 0.9, 1.3, 2.2, 5.8]

samples = {"c": C, "d": D, "near": NEAR, "tiedA": TIED_A, "tiedB": TIED_B,
           "longA": LONG_A, "longB": LONG_B, "skewed": SKEWED,
           "few": [4.0, 9.0, 1.0], "more": [5.0, 5.5, 6.0, 5.25, 5.75, 6.5, 5.1],
           "fewTied": [1, 1, 2, 2], "fewTiedB": [2, 2, 2, 1, 2]}
PAIRS = [("c", "d"), ("c", "near"), ("near", "c"), ("tiedA", "tiedB"), ("longA", "longB"),
         ("tiedA", "skewed")]


def mann_whitney(a, b):
    ties = len(set(a) | set(b)) < len(a) + len(b)
    method = "exact" if not ties and max(len(a), len(b)) < 50 else "asymptotic"
    r = stats.mannwhitneyu(a, b, method=method)
    return {"u": r.statistic, "p": r.pvalue, "exact": method == "exact",
            "superiority": float(np.mean([(x < y) + (x == y) / 2 for x in a for y in b]))}


def studentised(a, b, axis=-1):
    """|t| of Welch; a split without any spread is as far out as can be."""
    diff = np.mean(a, axis=axis) - np.mean(b, axis=axis)
    variance = (np.var(a, axis=axis, ddof=1) / np.shape(a)[axis]
                + np.var(b, axis=axis, ddof=1) / np.shape(b)[axis])
    none = variance < 1e-12
    t = np.abs(diff) / np.sqrt(np.where(none, 1, variance))
    return np.round(np.where(np.abs(diff) < 1e-12, 0, np.where(none, np.inf, t)), 9)


def permutation(a, b):
    """p of Welch's |t|, each split once."""
    r = stats.permutation_test((a, b), studentised, vectorized=True, n_resamples=np.inf,
                               alternative="greater", batch=100_000)
    return {"p": r.pvalue, "splits": len(r.null_distribution)}


def welch(a, b):
    va, vb = np.var(a, ddof=1) / len(a), np.var(b, ddof=1) / len(b)
    df = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    return np.mean(a) - np.mean(b), math.sqrt(va + vb), df


def different(a, b, alpha):
    return different_of(*welch(a, b), alpha)


def different_of(diff, se, df, alpha):
    t = stats.t.ppf(1 - alpha / 2, df)
    return stats.nct.sf(t, df, diff / se) + stats.nct.cdf(-t, df, diff / se)


def needed(a, b, alpha, power):
    diff, va, vb = np.mean(a) - np.mean(b), np.var(a, ddof=1), np.var(b, ddof=1)
    for n in range(2, 100000):
        df = (va + vb) ** 2 / (va**2 + vb**2) * (n - 1)
        if different_of(diff, math.sqrt((va + vb) / n), df, alpha) >= power:
            return n


def not_worse(a, b, margin, alpha):
    diff, se, df = welch(a, b)
    return stats.nct.sf(stats.t.ppf(1 - alpha, df), df, (margin - diff) / se)


def same(a, b, margin, alpha):
    diff, se, df = welch(a, b)
    t = stats.t.ppf(1 - alpha, df)

    def given(s):
        high, low = (margin - diff) / se - t * s, (-margin - diff) / se + t * s
        return max(0, special.ndtr(high) - special.ndtr(low)) * stats.chi.pdf(
            s * math.sqrt(df), df) * math.sqrt(df)
    return integrate.quad(given, 0, margin / se / t, epsabs=1e-12, limit=200)[0]


def pair(names):
    a, b = samples[names[0]], samples[names[1]]
    t = stats.ttest_ind(a, b, equal_var=False)
    diff, se, df = welch(a, b)
    return {
        "a": names[0], "b": names[1],
        "mannWhitney": mann_whitney(a, b),
        "welch": {"difference": diff, "se": se, "df": df, "p": t.pvalue,
                  "low": diff - stats.t.ppf(0.975, df) * se,
                  "high": diff + stats.t.ppf(0.975, df) * se},
        "bound": abs(diff) + stats.t.ppf(0.95, df) * se,
        # two one-sided tests, each by scipy's own Welch test on shifted values
        "pSame2": max(
            stats.ttest_ind(np.add(a, 2), b, equal_var=False, alternative="greater").pvalue,
            stats.ttest_ind(np.subtract(a, 2), b, equal_var=False, alternative="less").pvalue),
        "pNotWorse1": stats.ttest_ind(np.subtract(a, 1), b, equal_var=False,
                                      alternative="less").pvalue,
        "power": different(a, b, 0.05),
        "powerNotWorse1": not_worse(a, b, 1, 0.05),
        "powerSame2": same(a, b, 2, 0.05),
        "needed": needed(a, b, 0.05, 0.8),
    }


def bootstrap(data, statistic, method):
    r = stats.bootstrap(data, statistic, n_resamples=200_000, method=method, batch=10_000,
                        random_state=np.random.default_rng(1)).confidence_interval
    return [r.low, r.high]


def mean_difference(a, b, axis=-1):
    return np.mean(a, axis=axis) - np.mean(b, axis=axis)


def median_difference(a, b, axis=-1):
    return np.median(a, axis=axis) - np.median(b, axis=axis)


def expected_best(errors):
    """Of every subset of k."""
    return [float(np.mean([min(s) for s in itertools.combinations(errors, k)]))
            for k in range(1, len(errors) + 1)]


def shares_of_best(errors, m):
    """P(the least of m draws with replacement is the i-th), of every sequence of draws."""
    wins = np.zeros(len(errors))
    for s in itertools.product(range(len(errors)), repeat=m):
        least = min(errors[i] for i in s)
        wins[next(i for i in s if errors[i] == least)] += 1
    return (wins / wins.sum()).tolist()


def correlation(x, y):
    return {"x": x, "y": y, "kendall": stats.kendalltau(x, y).correlation,
            "spearman": stats.spearmanr(x, y).correlation, "pearson": stats.pearsonr(x, y)[0]}


golden = {
    "made": f"scipy {scipy.__version__}, numpy {np.__version__}",
    "samples": samples,
    "pairs": [pair(p) for p in PAIRS],
    "permutation": [dict(a=a, b=b, **permutation(samples[a], samples[b]))
                    for a, b in [("near", "c"), ("tiedA", "tiedB"), ("near", "skewed"),
                                 ("few", "more"), ("fewTied", "fewTiedB")]],
    "bootstrap": {
        "meanSkewed": bootstrap((SKEWED,), np.mean, "BCa"),
        "meanC": bootstrap((C,), np.mean, "BCa"),
        "medianC": bootstrap((C,), np.median, "percentile"),
        "meanSkewedLessNear": bootstrap((SKEWED, NEAR), mean_difference, "BCa"),
        "meanCLessD": bootstrap((C, D), mean_difference, "BCa"),
        "medianCLessD": bootstrap((C, D), median_difference, "percentile"),
    },
    "expectedBest": {"c": expected_best(C), "tiedA": expected_best(TIED_A)},
    "sharesOfBest": {"errors": TIED_A + [1, 7, 8, 9], "shares":
                     shares_of_best(TIED_A + [1, 7, 8, 9], 3)},
    "correlations": [correlation(C, D), correlation(TIED_A[:7], TIED_B),
                     correlation(LONG_A[:70], LONG_B), correlation(SKEWED, C[:10])],
}
json.dump(golden, sys.stdout, indent=1, default=float)
print()
