# The same samples by R 4.2.2: Rscript statistics.R. Its output stands in TwoSampleTest and RankCorrelationTest.
C <- c(60.0, 53.1, 53.9, 54.4, 55.0, 55.6, 56.2, 56.4, 56.8, 57.0, 57.3, 58.1, 58.9, 52.0)
D <- c(49.0, 49.4, 49.9, 50.3, 50.8, 51.5, 52.0, 52.2, 52.4, 52.6, 52.9, 53.4, 54.0, 54.7)
NEAR <- c(55.3, 54.1, 57.7, 56.35, 55.15, 58.05)
A <- c(1, 2, 2, 3, 3, 3, 4, 5)
B <- c(2, 3, 4, 4, 5, 6, 6)
i <- 1:49
X <- (i * 0.6180339887498949) %% 1
Y <- ((i * 0.7548776662466927) %% 1)^1.2
show <- function(name, ...) cat(name, format(c(...), digits = 17), "\n")
show("wilcox C NEAR", wilcox.test(C, NEAR)$statistic, wilcox.test(C, NEAR)$p.value)
w <- suppressWarnings(wilcox.test(A, B))
show("wilcox A B", w$statistic, w$p.value)
show("wilcox X Y", wilcox.test(X, Y)$statistic, wilcox.test(X, Y)$p.value)
t <- t.test(C, NEAR)
show("welch C NEAR", t$statistic, t$parameter, t$p.value, t$conf.int)
show("holm", p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5, 0.04), "holm"))
show("kendall", cor(A[1:7], B, method = "kendall"), cor(X, Y, method = "kendall"))
show("spearman", cor(A[1:7], B, method = "spearman"), cor(X, Y, method = "spearman"))
# equal spreads and n: Welch's df is 2n - 2, and power.t.test's noncentral t is ours
p <- power.t.test(n = 14, delta = sd(C) / 2, sd = sd(C), strict = TRUE)
show("power", p$power)
n <- power.t.test(power = 0.8, delta = sd(C) / 2, sd = sd(C), strict = TRUE)
show("needed", n$n)
# networks trained several times each: one-way analysis of variance; RepeatabilityTest
x <- c(50.1, 51.3, 50.6, 49.8, 47.2, 47.9, 48.8, 55.0, 53.1, 54.2, 53.9, 54.6)
g <- factor(c(1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3))
a <- anova(aov(x ~ g))
ms <- a$"Mean Sq"
free <- a$Df[2]
show("anova", sqrt(ms[2]), sqrt(ms[2] * free / qchisq(c(0.975, 0.025), free)), a$"F value"[1], a$"Pr(>F)"[1])
show("bartlett", bartlett.test(x, g)$p.value)
show("one network", sd(x[1:4]), sd(x[1:4]) * sqrt(3 / qchisq(c(0.975, 0.025), 3)))
each <- (12 - (16 + 9 + 25) / 12) / 2
show("between", sqrt((ms[1] - ms[2]) / each), qt(0.975, free) * sqrt(2 * ms[2]))
# difference of means at an equal covariate, jackknifed by value and by pair; AdjustedDifferenceTest
first <- C[1:10]
second <- D[1:12]
xf <- log(1.3 + 0.4 * X[1:10])
xs <- log(1.35 + 0.4 * X[11:22])
jackknife <- function(y, s, x, left, df) {
  whole <- coef(lm(y ~ s + x))["s"]
  k <- max(left)
  # without the centring on the mean of the k: sums of squared changes, as HC3 and CR3 have
  change <- sapply(1:k, function(g) whole - coef(lm(y ~ s + x, subset = left != g))["s"])
  se <- sqrt(sum(change^2) * (k - 1) / k)
  c(whole, whole + c(-1, 1) * qt(0.975, df) * se)
}
show("adjusted", jackknife(c(first, second), rep(c(1, 0), c(10, 12)), c(xf, xs), 1:22, 19))
show("adjusted pairs", jackknife(c(first, second[1:10]), rep(c(1, 0), c(10, 10)), c(xf, xs[1:10]), c(1:10, 1:10), 8))
