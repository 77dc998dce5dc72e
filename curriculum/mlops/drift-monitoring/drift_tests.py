r"""Which columns have drifted

A job compares the inputs of a service with those its model was trained on, column by column. Write what it needs.
`reference` and `current` are one column each (`pd.Series`, any index). A column whose dtype is that of numbers is
*numeric*; every other, also one of truth values or of pandas' `category`, is *categorical*. Values may be missing (`nan` or
`None`).

Rows are counted in **groups**. A categorical column has one for each category in either series. A numeric one is cut at
the quantiles $1/b, 2/b, \dots, (b-1)/b$ of the numbers in `reference`, as `np.quantile` computes them, $b$ being `bins`;
equal cuts count once. A group reaches from one cut, included, up to the next; the outer two have no end. Missing values
are one more group. A group in which neither series has a row does not count.

- `psi(reference, current, bins=10)` is $\sum_g (q_g - p_g) \ln (q_g / p_g)$ over all groups $g$, with $p_g$ the share of
  the rows of `reference` that are in group $g$, and $q_g$ that of `current`. So that no share is 0, half a row is added
  to every count first: $p_g = (n_g + \frac12) / (n + \frac{k}{2})$, with $n_g$ of $n$ rows in the group, of $k$ groups.
- `jensen_shannon(reference, current, bins=10)` is the divergence
  $\frac12 \sum_g p_g \log_2 (p_g / m_g) + \frac12 \sum_g q_g \log_2 (q_g / m_g)$, with $m_g = (p_g + q_g) / 2$, from the
  counts as they are: a share of 0 adds 0.
- `p_value(reference, current)`: of a numeric column that of `scipy.stats.ks_2samp(…, method="asymp")`, where a missing
  value counts as lower than all numbers. Of a categorical one that of the chi-square test of independence on the
  table of counts (two rows, one column for each group), without Yates' correction; 1 where there is one group only.
- `holm(p_values)` takes p-values (list or array) and returns an array with Holm's adjusted ones, in the same order: the
  smallest of $m$ times $m$, the next times $m - 1$, and so on; none is less than one before it, and none more than 1.
- `drift_report(reference, current, alpha=0.05, least=0.1)` takes two tables and returns a DataFrame with a row for each
  column of `reference`, in its order and with its name as index, and the columns `psi`, `jensen_shannon`, `p`,
  `p_adjusted` (Holm's, over all rows) and `drifted`: true where `p_adjusted` is less than `alpha` and `psi` at least
  `least`. `current` may have its columns in another order, and more of them.

What is passed in stays as it is. NumPy, pandas, SciPy and statsmodels are there.

```python
old, new = pd.Series([1.0, 2.0, 3.0, 4.0]), pd.Series([3.0, 4.0, 5.0, 6.0])
psi(old, new, bins=2)                                               # 0.8788898
jensen_shannon(pd.Series(list("aabb")), pd.Series(list("bbbb")))    # 0.3112781
p_value(old, new)                                                   # 0.5
holm([0.01, 0.04, 0.03])                                            # array([0.03, 0.06, 0.06])
```
"""

import numpy as np
import pandas as pd
from scipy import stats

from mlestone.proving import answer, check, equivalent, expect, helper, hints, mistake, tolerance

tolerance(rtol=1e-6, atol=1e-9)

hints(
    "Three of the functions start from the same table of counts: two rows, one column for each group. What differs between "
    "numbers and categories before it is made?",
    "`np.digitize` tells which cut a number lies above, and `pd.factorize` of both series in one, with "
    "`use_na_sentinel=False`, gives missing values a number of their own.",
    "For Holm, walk through the p-values from the smallest on, and remember the largest product so far; then put the "
    "results back where their p-values stood.",
)

equivalent(
    "np.unique(np.quantile(reference.dropna(), np.arange(1, bins) / bins)) -> "
    "np.quantile(reference.dropna(), np.arange(1, bins) / bins)",
    "No number lies between equal cuts, and a group without rows does not count.",
)
equivalent("shares.mean(axis=0) -> shares.sum(axis=0)", "The entropy of SciPy makes shares of what it is given.")
equivalent(
    "stats.ks_2samp(reference.fillna(-np.inf), current.fillna(-np.inf), method='asymp') -> "
    "stats.ks_2samp(current.fillna(-np.inf), reference.fillna(-np.inf), method='asymp')",
    "The test does not ask which sample is the older one.",
)
equivalent("_counts(reference, current) -> _counts(current, reference)", "Nor does chi-square ask which row comes first.")
equivalent("p_value(column, current[name]) -> p_value(current[name], column)", "Both tests are symmetric.")


@helper
def _is_numeric(column):
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


@helper
def _counts(reference, current, bins=None):
    """Rows in each group: two rows of counts, of the reference and of the current week."""
    columns = [column.where(column.notna(), np.nan) for column in (reference, current)]
    if _is_numeric(reference):
        cuts = np.unique(np.quantile(reference.dropna(), np.arange(1, bins) / bins))
        columns = [pd.Series(np.digitize(column, cuts)).where(column.notna().array) for column in columns]
    codes, groups = pd.factorize(np.concatenate(columns), use_na_sentinel=False)
    halves = np.split(codes, [len(reference)])
    return np.array([np.bincount(half, minlength=len(groups)) for half in halves])


@answer
def psi(reference: pd.Series, current: pd.Series, bins: int = 10) -> float:
    """Return the population stability index of two samples of one column."""
    counts = _counts(reference, current, bins) + 0.5
    p, q = counts / counts.sum(axis=1, keepdims=True)
    return float(((q - p) * np.log(q / p)).sum())


@answer
def jensen_shannon(reference: pd.Series, current: pd.Series, bins: int = 10) -> float:
    """Return the Jensen-Shannon divergence of two samples of one column, in bits."""
    counts = _counts(reference, current, bins)
    shares = counts / counts.sum(axis=1, keepdims=True)
    # Entropies take 0 log 0 as 0: that of the mean, less the mean of both.
    nats = stats.entropy(shares.mean(axis=0)) - stats.entropy(shares, axis=1).mean()
    return float(nats / np.log(2))


@answer
def p_value(reference: pd.Series, current: pd.Series) -> float:
    """Return the p-value of Kolmogorov-Smirnov (numbers) or chi-square (categories)."""
    if _is_numeric(reference):
        return float(stats.ks_2samp(reference.fillna(-np.inf), current.fillna(-np.inf), method="asymp").pvalue)
    return float(stats.chi2_contingency(_counts(reference, current), correction=False).pvalue)


@answer
def holm(p_values: list[float] | np.ndarray) -> np.ndarray:
    """Return the p-values adjusted by Holm's method, in their order."""
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p)
    scaled = p[order] * np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.maximum.accumulate(scaled), 1)
    return adjusted


@answer
def drift_report(
    reference: pd.DataFrame, current: pd.DataFrame, alpha: float = 0.05, least: float = 0.1
) -> pd.DataFrame:
    """Return psi, jensen_shannon, p, p_adjusted and drifted for each column of `reference`."""
    rows = {
        name: {
            "psi": psi(column, current[name]),
            "jensen_shannon": jensen_shannon(column, current[name]),
            "p": p_value(column, current[name]),
        }
        for name, column in reference.items()
    }
    report = pd.DataFrame.from_dict(rows, orient="index")
    report["p_adjusted"] = holm(report["p"])
    report["drifted"] = (report["p_adjusted"] < alpha) & (report["psi"] >= least)
    return report


@mistake(
    psi,
    "Rows without a value are left out. A sensor that delivers nothing for half of the rows changes nothing here: where do "
    "those rows belong?",
)
def leaves_missing_values_out(reference, current, bins=10):
    return psi(reference.dropna(), current.dropna(), bins)


@mistake(
    psi,
    "Numbers below the smallest or above the largest of the reference fall into no group here: whatever has left the range "
    "altogether is not counted. How far do the outer groups reach?",
)
def drops_what_is_outside(reference, current, bins=10):
    if not _is_numeric(reference):
        return psi(reference, current, bins)
    edges = np.unique(np.quantile(reference.dropna(), np.arange(bins + 1) / bins))
    if len(edges) == 1:
        return psi(reference, current, bins)
    counts = np.array([np.histogram(column.dropna(), edges)[0] for column in (reference, current)]) + 0.5
    p, q = counts / counts.sum(axis=1, keepdims=True)
    return float(((q - p) * np.log(q / p)).sum())


@mistake(
    jensen_shannon,
    "These are nats, the unit of the natural logarithm: where nothing is shared, 0.693 comes out. Of which base is the "
    "logarithm in the formula?",
)
def measures_in_nats(reference, current, bins=10):
    return jensen_shannon(reference, current, bins) * np.log(2)


@mistake(
    jensen_shannon,
    "This is the square root of the divergence, the Jensen-Shannon distance, which is also what SciPy's function of that "
    "name returns.",
)
def distance_instead_of_divergence(reference, current, bins=10):
    return jensen_shannon(reference, current, bins) ** 0.5


@mistake(
    p_value,
    "Only the values that are there are tested. If nine of ten readings fail, and those that are left look as ever, nothing "
    "is noticed.",
)
def tests_what_is_left(reference, current):
    return p_value(reference.dropna(), current.dropna())


@mistake(
    p_value,
    "The shares of the reference are taken for the truth, as if they came from endless rows. They are a sample too, and "
    "what both samples owe to chance adds up: the p-value comes out too small.",
)
def takes_the_reference_for_the_truth(reference, current):
    if _is_numeric(reference):
        return p_value(reference, current)
    old, new = _counts(reference, current)
    with np.errstate(all="ignore"):
        return float(stats.chisquare(new, old / old.sum() * new.sum()).pvalue)


@mistake(
    holm,
    "Every p-value is multiplied by the number of all tests: that is Bonferroni's correction. Holm's multiplies the second "
    "smallest by one less, and finds more at the same risk.",
)
def bonferroni(p_values):
    return np.minimum(np.asarray(p_values, dtype=float) * len(p_values), 1)


@mistake(
    drift_report,
    "Every column is one more chance of a false alarm, each at five percent. `drifted` goes by which of the two p-values?",
)
def forgets_how_many_it_asked(reference, current, alpha=0.05, least=0.1):
    report = drift_report(reference, current, alpha, least)
    report["drifted"] = (report["p"] < alpha) & (report["psi"] >= least)
    return report


@mistake(
    drift_report,
    "A p-value says whether a change is more than chance, and of enough rows every change is. How large it is, and whether "
    "that is worth a call at night, is another number.",
)
def significant_is_enough(reference, current, alpha=0.05, least=0.1):
    report = drift_report(reference, current, alpha, least)
    report["drifted"] = report["p_adjusted"] < alpha
    return report


@check("measures how far numbers have moved, in groups of equal size", sizes=(4, 10))
def moved_numbers(learner, rng, size):
    old, new = _numbers(rng, 398), _numbers(rng, 270, by=rng.uniform(0.2, 0.8))
    expect(learner.psi(old, new, bins=size)).close(psi(old, new, size))
    expect(learner.jensen_shannon(old, new, bins=size)).close(jensen_shannon(old, new, size))
    expect(learner.psi(old, new)).close(psi(old, new))


@check("takes categories as their own groups, truth values among them")
def categories(learner, rng):
    for old, new in ((_carriers(rng, 300), _carriers(rng, 200)), (_flags(rng, 300), _flags(rng, 200))):
        expect(learner.psi(old, new)).close(psi(old, new))
        expect(learner.jensen_shannon(old, new)).close(jensen_shannon(old, new))
    known = pd.CategoricalDtype(["dhl", "dpd", "gls", "ups"])  # of the last there is no row
    old, new = _carriers(rng, 300).astype(known), _carriers(rng, 200).astype(known)
    expect(learner.psi(old, new)).close(psi(old, new))
    expect(learner.jensen_shannon(old, new)).close(jensen_shannon(old, new))
    expect(learner.p_value(old, new)).close(p_value(old, new))


@check("tests numbers by Kolmogorov-Smirnov and categories by chi-square")
def tests(learner, rng):
    old, new = _numbers(rng, 240), _numbers(rng, 150, by=0.3)
    expect(learner.p_value(old, new)).close(p_value(old, new))
    for old, new in ((_carriers(rng, 300), _carriers(rng, 200)), (_flags(rng, 300), _flags(rng, 200))):
        expect(learner.p_value(old, new)).close(p_value(old, new))
    expect(learner.p_value(pd.Series(["dhl"] * 9), pd.Series(["dhl"] * 5))).close(1.0)


@check("adjusts p-values as Holm does, in whatever order they come")
def adjusts(learner, rng):
    for number in (1, 6, 12):
        p = (rng.random(number) ** 3 / 3).round(4)
        expect(learner.holm(p)).close(holm(p))
    expect(learner.holm([0.01, 0.02, 0.0205, 0.9])).close([0.04, 0.06, 0.06, 0.9])
    expect(learner.holm([0.7, 0.6])).close([1.0, 1.0])


@check("counts what is beyond the reference, and what only one of the two has")
def beyond(learner, rng):
    old, new = _numbers(rng, 398), _numbers(rng, 150, by=3)
    expect(learner.psi(old, new)).close(psi(old, new))
    expect(learner.psi(new, old)).close(psi(new, old))
    expect(learner.jensen_shannon(old, new)).close(jensen_shannon(old, new))
    old, new = _carriers(rng, 300), _carriers(rng, 200).replace({"gls": "ups"})
    for one, other in ((old, new), (new, old)):
        expect(learner.psi(one, other)).close(psi(one, other))
        expect(learner.jensen_shannon(one, other)).close(jensen_shannon(one, other))
        expect(learner.p_value(one, other)).close(p_value(one, other))


@check("takes whole numbers that occur often as they are: equal cuts count once")
def ties(learner, rng):
    old, new = pd.Series(rng.poisson(0.7, size=398)), pd.Series(rng.poisson(1.1, size=250))
    expect(learner.psi(old, new)).close(psi(old, new))
    expect(learner.jensen_shannon(old, new)).close(jensen_shannon(old, new))
    expect(learner.p_value(old, new)).close(p_value(old, new))
    constant = pd.Series(np.full(60, 3))
    expect(learner.psi(constant, constant - 1)).close(psi(constant, constant - 1))


@check("takes missing values as news of their own")
def missing(learner, rng):
    old, new = _numbers(rng, 398), _numbers(rng, 260)
    gaps = new.where(rng.random(260) > rng.uniform(0.2, 0.5))
    both_have = pd.concat([gaps.dropna().iloc[:98], gaps[gaps.isna()]])
    for one, other in ((old, gaps), (both_have, gaps), (both_have, new)):
        expect(learner.psi(one, other)).close(psi(one, other))
        expect(learner.jensen_shannon(one, other)).close(jensen_shannon(one, other))
        expect(learner.p_value(one, other)).close(p_value(one, other))
    still = pd.Series(np.full(60, 3.0))  # where a gap is lower than all there is, and not as low as the lowest
    stops = still.where(rng.random(60) > 0.5)
    expect(learner.p_value(still, stops)).close(p_value(still, stops))
    dead = new * np.nan
    expect(learner.psi(old, dead)).close(psi(old, dead))
    expect(learner.p_value(old, dead)).close(p_value(old, dead))
    old, new = _carriers(rng, 300), _carriers(rng, 200)
    old[rng.random(300) < 0.12] = np.nan
    new[rng.random(200) < 0.18] = None
    expect(learner.psi(old, new)).close(psi(old, new))
    expect(learner.jensen_shannon(old, new)).close(jensen_shannon(old, new))
    expect(learner.p_value(old, new)).close(p_value(old, new))


@check("reports every column of the reference by name, whatever order the week has")
def reports(learner, rng):
    old, new = _week(rng, 298), _week(rng, 210)
    new["distance"] *= 1.5
    new["version"] = "2.1"
    shuffled = new[rng.permutation(new.columns)]
    expect(learner.drift_report(old, shuffled)).frame(drift_report(old, shuffled), order="both")
    expect(learner.drift_report(old, new, alpha=0.99, least=0.0)).frame(drift_report(old, new, 0.99, 0.0), order="both")


@check("calls it drift only where a change is both no chance and large enough")
def both(learner, rng):
    old = pd.DataFrame({"weight": rng.normal(size=6000), "distance": rng.normal(size=6000)})
    new = pd.DataFrame({"weight": rng.normal(0.12, size=6000), "distance": rng.normal(0.8, size=6000)})
    expect(learner.drift_report(old, new)).frame(drift_report(old, new), order="both")
    few_old, few_new = _week(rng, 48), _week(rng, 40)  # of few rows, psi is large by chance
    expect(learner.drift_report(few_old, few_new)).frame(drift_report(few_old, few_new), order="both")
    # One of two columns has changed more than chance alone would change one; but there are two.
    expect(learner.drift_report(_two(20, 20), _two(11, 29))).frame(drift_report(_two(20, 20), _two(11, 29)), order="both")
    # No chance, and just large enough.
    old, new = _two(200, 200), _two(132, 268)
    expect(learner.drift_report(old, new)).frame(drift_report(old, new), order="both")
    # Inside one group, numbers may move as they like: psi is 0, which is at least 0; and 1 is not less than 1.
    still, inside = pd.DataFrame({"x": np.repeat([0.0, 9.0], 60)}), pd.DataFrame({"x": np.repeat([1.0, 9.5], 60)})
    expect(learner.drift_report(still, inside, least=0.0)).frame(drift_report(still, inside, least=0.0), order="both")
    expect(learner.drift_report(still, still, 1.0, 0.0)).frame(drift_report(still, still, 1.0, 0.0), order="both")


@check("finds what was planted, and of 200 weeks of twenty columns without change alarms in 25 at most")
def alarms(learner, rng):
    old, new = _week(rng, 298), _week(rng, 240)
    new["distance"] += 120.0
    new["carrier"] = new["carrier"].replace({"dhl": "ups"})
    expect(learner.drift_report(old, new)).frame(drift_report(old, new), order="both")
    # Where nothing has changed, p-values are spread evenly from 0 to 1.
    raised = 0
    for _ in range(200):
        adjusted = learner.holm(rng.random(20))
        expect(adjusted).is_a(np.ndarray).has_shape(20)
        raised += bool(adjusted.min() < 0.05)
    said = f"{raised} of 200 weeks without change raise an alarm"
    expect(raised <= 25).is_true("25 alarms at most in 200 weeks without change", said)


@check("leaves what it was given as it was")
def leaves(learner, rng):
    old, new = _numbers(rng, 98), _numbers(rng, 60)
    new.iloc[5] = np.nan
    for function in (learner.psi, learner.jensen_shannon, learner.p_value):
        expect(function).leaves_unchanged(old, new)
    expect(learner.holm).leaves_unchanged(np.array([0.4, 0.01, 0.02]))
    expect(learner.drift_report).leaves_unchanged(_week(rng, 48), _week(rng, 40))


def _numbers(rng, rows, by=0.0):
    """A column of numbers with a long tail, and an index of its own."""
    return pd.Series(np.exp(rng.normal(by, 1, size=rows)).round(3), index=rng.permutation(rows) + 7)


def _carriers(rng, rows):
    shares = rng.dirichlet([60, 40, 20])
    return pd.Series(rng.choice(["dhl", "dpd", "gls"], p=shares, size=rows).astype(object))


def _flags(rng, rows):
    return pd.Series(rng.random(rows) < rng.uniform(0.2, 0.5))


def _two(first, second):
    """Two columns of categories: of one, these counts; of the other, halves."""
    carrier = ["dhl"] * first + ["dpd"] * second
    return pd.DataFrame({"carrier": carrier, "express": [True, False] * (len(carrier) // 2)})


def _week(rng, rows):
    """Five columns of which nothing changes from week to week."""
    table = {"temperature": rng.normal(9, 4, size=rows).round(1)}
    table["distance"] = np.exp(rng.normal(5, 0.7, size=rows)).round(1)
    table["stops"] = rng.poisson(3, size=rows)
    table["carrier"] = rng.choice(["dhl", "dpd", "gls"], p=[0.5, 0.3, 0.2], size=rows).astype(object)
    table["express"] = rng.random(rows) < 0.3
    return pd.DataFrame(table)
