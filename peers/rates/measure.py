# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

"""Measures of epidemiology by scipy and statsmodels, beside those of the crate `rates`.

Reads a JSON list from standard input, each entry with the name of a measure, what goes in, and what comes out
of the crate (`ours`); computes the same and complains where numbers differ. Only the names of the entries and
what goes in are taken from there: formulas are written anew from the sources that the crate names, or are those
of the packages.
"""

import json
import math
import sys
import warnings

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep, test_poisson_2indep


def z(level):
    return stats.norm.isf((1 - level) / 2)


def byar_counts(cases, level):
    def end(count, z):
        return count * max(0, 1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3

    return (end(cases, -z(level)) if cases else 0.0), end(cases + 1, z(level))


def exact_counts(cases, level):
    lower, upper = confint_poisson(cases, 1, method="exact-c", alpha=1 - level)
    return (float(lower) if cases else 0.0), float(upper)


def rate(ends):
    def of(entry):
        per = entry.get("per", 1e5)
        cases, population = entry["cases"], entry["population"]
        lower, upper = ends(cases, entry["level"])
        return [cases / population * per, lower / population * per, upper / population * per]

    return of


def wilson(entry):
    part, whole = entry["part"], entry["whole"]
    lower, upper = proportion_confint(part, whole, alpha=1 - entry["level"], method="wilson")
    return [part / whole, lower, upper]


def wilsoncc(entry):
    part, whole = entry["part"], entry["whole"]
    found = stats.binomtest(part, whole).proportion_ci(entry["level"], method="wilsoncc")
    return [part / whole, found.low, found.high]


def ratio_score(entry):
    """Where the score test of statsmodels has just the asked for distance; its own search for that is not exact."""
    (a, m), (b, n) = entry["first"], entry["second"]
    if a + b == 0:
        return None
    if b == 0:
        _, _, upper = ratio_score({"first": [b, n], "second": [a, m], "level": entry["level"]})
        return [None, 1 / upper, None]

    def end(sign):
        def apart(logarithm):
            test = test_poisson_2indep(a, m, b, n, value=math.exp(logarithm), method="score", compare="ratio")
            return test.statistic + sign * z(entry["level"])

        middle = math.log((a or 1) / m / (b / n))
        near, far = middle - sign * 1e-6, middle + sign * 40
        # Without cases the test of any small ratio is near 0.
        near = near if a else middle - 40
        return math.exp(optimize.brentq(apart, near, far, xtol=1e-14, rtol=1e-14, maxiter=500))

    return [a / m / (b / n), end(-1) if a else 0.0, end(1)]


def ratio_log(entry):
    (a, m), (b, n) = entry["first"], entry["second"]
    if a == 0 or b == 0:
        return None
    # The interval of a Poisson regression with one indicator is the same; its intercept is the second rate.
    with warnings.catch_warnings():
        # It has as many parameters as rows, so it fits perfectly.
        warnings.simplefilter("ignore")
        model = sm.GLM([a, b], [[1, 1], [1, 0]], family=sm.families.Poisson(), exposure=[m, n])
        model = model.fit(tol=1e-14, maxiter=200)
    lower, upper = np.exp(model.conf_int(1 - entry["level"])[1])
    return [math.exp(model.params[1]), lower, upper]


def difference(entry):
    (a, m), (b, n) = entry["first"], entry["second"]
    lower, upper = confint_poisson_2indep(
        a, m, b, n, method="mover", compare="diff", method_mover="exact-c", alpha=1 - entry["level"]
    )
    if a == 0 or b == 0:
        # The package has no lower end for no cases; it is 0.
        (l1, u1), (l2, u2) = exact_counts(a, entry["level"]), exact_counts(b, entry["level"])
        d = a / m - b / n
        lower = d - math.hypot((a - l1) / m, (u2 - b) / n)
        upper = d + math.hypot((u1 - a) / m, (b - l2) / n)
    return [(a / m - b / n) * 1e5, lower * 1e5, upper * 1e5]


def standardised(entry):
    cases, population = np.array(entry["cases"], float), np.array(entry["population"])
    shares = np.array(entry["weights"]) / sum(entry["weights"])
    level = entry["level"]
    value = np.sum(shares * cases / population)
    variance = np.sum(shares**2 * cases / population**2)
    total = int(cases.sum())
    if entry["method"] == "fay-feuer":
        heaviest = np.max(shares / population)
        tail = (1 - level) / 2
        lower = stats.gamma.ppf(tail, value**2 / variance, scale=variance / value) if total else 0.0
        v, y = variance + heaviest**2, value + heaviest
        upper = stats.gamma.isf(tail, y**2 / v, scale=v / y)
    elif total == 0:
        return [0.0, None, None]
    else:
        ends = byar_counts if entry["method"] == "dobson-byar" else exact_counts
        low, high = ends(total, level)
        scale = math.sqrt(variance / total)
        lower, upper = max(0, value - scale * (total - low)), value + scale * (high - total)
    return [value * 1e5, lower * 1e5, upper * 1e5]


def limits(distribution, size, most):
    def limit(p):
        count = distribution.ppf(p)
        below, up_to = distribution.cdf(count - 1), distribution.cdf(count)
        return min(max(0, (count - (up_to - p) / (up_to - below)) / size), most)

    return [limit(p) for p in (0.001, 0.025, 0.975, 0.999)]


def funnel_proportion(entry):
    return limits(stats.binom(int(entry["size"]), entry["target"]), entry["size"], 1.0)


def funnel_rate(entry):
    size, target = entry["size"], entry["target"] / 1e5
    return [limit * 1e5 for limit in limits(stats.poisson(size * target), size, math.inf)]


def winsorised(entry):
    cases, expected = np.array(entry["cases"], float), np.array(entry["population"])
    expected = expected * cases.sum() / expected.sum()
    scores = (cases - expected) / np.sqrt(expected)
    low, high = np.quantile(scores, [0.1, 0.9])
    return [float(np.mean(np.clip(scores, low, high) ** 2))]


def marshall(cases, population):
    rates = cases / population
    mean = cases.sum() / population.sum()
    spread = np.sum(population * (rates - mean) ** 2) / population.sum()
    between = max(0, spread - mean / population.mean())
    return mean + between / (between + mean / population) * (rates - mean)


def marshall_global(entry):
    return marshall(np.array(entry["cases"], float), np.array(entry["population"])).tolist()


def marshall_local(entry):
    cases, population = np.array(entry["cases"], float), np.array(entry["population"])
    around = [[area, *others] for area, others in enumerate(entry["neighbours"])]
    return [float(marshall(cases[places], population[places])[0]) for places in around]


def negative_binomial(entry):
    """Mean and shape by the regression of statsmodels with nothing but an intercept."""
    cases, population = np.array(entry["cases"], float), np.array(entry["population"])
    model = sm.NegativeBinomial(cases, np.ones((len(cases), 1)), exposure=population)
    start = [math.log(cases.sum() / population.sum()), 0.5]
    found = model.fit(start_params=start, method="bfgs", maxiter=2000, gtol=1e-10, disp=False)
    found = model.fit(start_params=found.params, method="newton", maxiter=200, disp=False)
    return math.exp(found.params[0]), 1 / found.params[1]


def poisson_gamma(of):
    def by(entry):
        mean, shape = negative_binomial(entry)
        posterior = stats.gamma(
            np.array(entry["cases"]) + shape, scale=1 / (np.array(entry["population"]) + shape / mean)
        )
        return of(posterior).tolist()

    return by


def nowcast(entry):
    rows, settled, cycle, window = entry["rows"], entry["settled"], entry["cycle"], entry["window"]
    last = len(rows) - 1

    def estimate(period, now):
        value = rows[period][now - period]
        for delay in range(now - period, settled):
            alike = [t for t in range(now - delay) if (t - period) % cycle == 0][-window:]
            if len(alike) < window:
                return None
            value *= sum(rows[t][delay + 1] for t in alike) / sum(rows[t][delay] for t in alike)
        return value

    said = []
    for period in range(last - settled + 1, last + 1):
        delay = last - period
        errors = []
        for past in range(last - settled, -1, -1):
            value = estimate(past, past + delay)
            if value is not None:
                errors.append(abs(math.log((rows[past][settled] + 0.5) / (value + 0.5))))
        errors = sorted(errors[: entry["errors"]])
        half = errors[math.ceil((len(errors) + 1) * entry["level"]) - 1]
        value = estimate(period, last)
        low, high = (value + 0.5) * math.exp(-half) - 0.5, (value + 0.5) * math.exp(half) - 0.5
        said.append([value, max(0, math.floor(low)), math.ceil(high)])
    return said


MEASURES = {
    # Name: the function, and how far numbers may be apart, relative to the larger.
    "byar": (rate(byar_counts), 1e-10),
    "exact": (rate(exact_counts), 1e-10),
    "wilson": (wilson, 1e-9),
    "wilsoncc": (wilsoncc, 1e-9),
    "ratio-score": (ratio_score, 1e-8),
    "ratio-log": (ratio_log, 1e-7),
    "difference": (difference, 1e-8),
    "standardised": (standardised, 1e-9),
    "funnel-proportion": (funnel_proportion, 1e-8),
    "funnel-rate": (funnel_rate, 1e-8),
    "winsorised": (winsorised, 1e-10),
    "marshall-global": (marshall_global, 1e-9),
    "marshall-local": (marshall_local, 1e-9),
    "poisson-gamma": (lambda entry: list(negative_binomial(entry)), 1e-5),
    "poisson-gamma-values": (poisson_gamma(lambda posterior: posterior.mean()), 1e-5),
    "poisson-gamma-lower": (poisson_gamma(lambda posterior: posterior.ppf(0.025)), 1e-5),
    "poisson-gamma-upper": (poisson_gamma(lambda posterior: posterior.isf(0.025)), 1e-5),
    "nowcast": (nowcast, 1e-9),
}


def distance(ours, theirs):
    """How far two numbers or lists of them are apart, relative to the larger; what is next to 0 in both is the same."""
    if ours is None or theirs is None:
        return 0.0 if ours is theirs else math.inf
    if isinstance(ours, list):
        if len(ours) != len(theirs):
            return math.inf
        return max((distance(*pair) for pair in zip(ours, theirs)), default=0.0)
    apart = abs(ours - theirs)
    return 0.0 if apart < 1e-13 else apart / max(abs(ours), abs(theirs))


def main():
    complaints, furthest, counted = 0, {}, {}
    entries = json.load(sys.stdin)
    for entry in entries:
        name = entry["measure"]
        of, tolerance = MEASURES[name]
        theirs = of(entry)
        apart = distance(entry["ours"], theirs)
        counted[name] = counted.get(name, 0) + 1
        furthest[name] = max(furthest.get(name, 0.0), apart)
        if not apart <= tolerance:
            complaints += 1
            if complaints <= 20:
                print(f"{ {key: value for key, value in entry.items() if not isinstance(value, list) or len(value) < 8} }")
                print(f"  the packages say {theirs if len(str(theirs)) < 300 else '…'}, {apart:.2g} apart")
    for name, count in counted.items():
        print(f"  {name}: {count}, at most {furthest[name]:.1g} apart")
    if complaints:
        sys.exit(f"{complaints} of {len(entries)} measures differ")
    print(f"{len(entries)} measures agree")


if __name__ == "__main__":
    main()
