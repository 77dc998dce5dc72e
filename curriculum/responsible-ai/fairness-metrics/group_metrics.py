r"""Group metrics

A model's decisions come as a table `cases`, one row per person: `actual` (1 or 0), `predicted` (1 or 0) and `group` (a text). Say how
it treats the groups, and how sure that is. Four rates are shares of people:

| `rate` | of whom (`of`) | share with (`hits`) |
| --- | --- | --- |
| `"selection"` | all people of the group | `predicted` 1 |
| `"tpr"` | those with `actual` 1 | `predicted` 1 |
| `"fpr"` | those with `actual` 0 | `predicted` 1 |
| `"ppv"` | those with `predicted` 1 | `actual` 1 |

`group_rates(cases)` returns a frame with columns `group`, `rate`, `hits`, `of`, `value`, `low`, `high` and four rows for each
group. `value` is $k / n$, with $k$ `hits` and $n$ `of`. From `low` to `high` is Wilson's interval with $z = 1.96$,
$$\frac{k + z^2/2}{n + z^2} \pm \frac{z}{n + z^2} \sqrt{\frac{k (n - k)}{n} + \frac{z^2}{4}}.$$
Where `of` is 0, nothing is known: `value` is `nan`, `low` 0 and `high` 1.

`gaps(cases, reference)` compares each other group with the group `reference`: a frame with columns `group`, `rate`, `gap`, `low`, `high`
and four rows for each group but the reference. `gap` is $d = r_1 - r_0$, the group's value minus the reference's. With the Wilson intervals
$(l_1, u_1)$ of the group and $(l_0, u_0)$ of the reference, Newcombe's goes from
$d - \sqrt{(r_1 - l_1)^2 + (u_0 - r_0)^2}$ to $d + \sqrt{(u_1 - r_1)^2 + (r_0 - l_0)^2}$. Where one of the two values is `nan`, all three are.

`findings(cases, reference, margin)` returns a frame with columns `group`, `goal`, `finding` and four rows for each group but the reference.
A rate is `"violated"` if the whole interval of its gap lies above `margin` or below `-margin`, `"met"` if all of it lies within
`-margin` and `margin`, and `"open"` otherwise, also where the gap is `nan`. `"demographic parity"` asks for `selection`,
`"equal opportunity"` for `tpr`, `"predictive parity"` for `ppv`. `"equalized odds"` asks for `tpr` and `fpr`: violated if one of them is, met if
both are, otherwise open.

The rows of `cases` come in any order and with any index; its labels may repeat. `cases` stays as it is. Your frames have the columns that are
named and no others; order and index are free. Use any library of the kit.

```python
cases = pd.DataFrame({
    "actual": [1, 1, 0, 0, 0, 0],
    "predicted": [1, 0, 1, 0, 1, 0],
    "group": ["a", "a", "a", "a", "b", "b"],
})
table = group_rates(cases).round(3)
table[(table["group"] == "b") & (table["rate"] == "fpr")].values.tolist()    # [['b', 'fpr', 1, 2, 0.5, 0.095, 0.905]]
apart = gaps(cases, "a").round(3)
apart[apart["rate"] == "selection"].values.tolist()                          # [['b', 'selection', 0.0, -0.536, 0.536]]
findings(cases, "a", 0.1)["finding"].tolist()                                # ['open', 'open', 'open', 'open']
```
"""

import numpy as np
import pandas as pd
from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate
from sklearn.metrics import precision_score

from mlestone.proving import afterwards, altered, answer, check, equivalent, expect, helper, hints, mistake

hints(
    "Each rate is a share of some people: which rows are left when only those people are kept? And what would you know of a share "
    "of nobody?",
    "Write the interval for one pair of hits and people first, then the table, then merge the table of the reference with the others. Two different things "
    "can keep a gap from being called met: that it is large, and that nobody knows.",
    "A finding looks only at the two ends of the interval, and every comparison with `nan` is false.",
)

afterwards(
    "Fairlearn's `MetricFrame` gives the same values: `selection_rate`, `true_positive_rate`, `false_positive_rate` and scikit-learn's "
    "`precision_score` as `metrics`, and `difference()` for the largest gap between any two groups. A share of nobody is 0 there, so look at "
    "`count` beside it. It has intervals by resampling (`n_boot=`, `ci_quantiles=`), which are of no use for a rate of 0 in a small group: every resample says 0 "
    'again. statsmodels has both of yours: `proportion_confint(k, n, method="wilson")` and `confint_proportions_2indep(…, method="newcomb")`, with the exact '
    "1.95996 for 1.96."
)


@helper
def _wilson(hits, of):
    if of == 0:
        return np.nan, 0.0, 1.0
    centre = (hits + 1.96**2 / 2) / (of + 1.96**2)
    half = 1.96 / (of + 1.96**2) * np.sqrt(hits * (of - hits) / of + 1.96**2 / 4)
    return hits / of, centre - half, centre + half


@helper
def _finding(low, high, margin):
    if low > margin or high < -margin:
        return "violated"
    return "met" if low >= -margin and high <= margin else "open"


@answer
def group_rates(cases: pd.DataFrame) -> pd.DataFrame:
    """Return hits, people, value and interval of the four rates of every group."""
    rows = []
    for group, people in cases.groupby("group"):
        chosen, positive = people["predicted"] == 1, people["actual"] == 1
        shares = {
            "selection": chosen,
            "tpr": chosen[positive],
            "fpr": chosen[~positive],
            "ppv": positive[chosen],
        }
        rows += [
            (group, rate, share.sum(), len(share), *_wilson(share.sum(), len(share))) for rate, share in shares.items()
        ]
    return pd.DataFrame(rows, columns=["group", "rate", "hits", "of", "value", "low", "high"])


@answer
def gaps(cases: pd.DataFrame, reference: str) -> pd.DataFrame:
    """Return the gap of every other group to `reference` in the four rates, with its interval."""
    rates = group_rates(cases)
    known = rates["group"] == reference
    both = rates[~known].merge(rates[known], on="rate", suffixes=("", "_0"))
    gap = both["value"] - both["value_0"]
    below = np.hypot(both["value"] - both["low"], both["high_0"] - both["value_0"])
    above = np.hypot(both["high"] - both["value"], both["value_0"] - both["low_0"])
    return both[["group", "rate"]].assign(gap=gap, low=gap - below, high=gap + above)


@answer
def findings(cases: pd.DataFrame, reference: str, margin: float) -> pd.DataFrame:
    """Return for every other group which of the four goals is met, violated or open."""
    rows = []
    for group, table in gaps(cases, reference).groupby("group"):
        found = {row.rate: _finding(row.low, row.high, margin) for row in table.itertuples()}
        odds = {found["tpr"], found["fpr"]}
        rows += [
            (group, "demographic parity", found["selection"]),
            (group, "equal opportunity", found["tpr"]),
            (group, "equalized odds", "violated" if "violated" in odds else "met" if odds == {"met"} else "open"),
            (group, "predictive parity", found["ppv"]),
        ]
    return pd.DataFrame(rows, columns=["group", "goal", "finding"])


equivalent("low > margin -> low >= margin", "The ends of an interval hold square roots and never fall on a margin.")
equivalent("high < -margin -> high <= -margin", "The ends of an interval hold square roots and never fall on a margin.")
equivalent("low >= -margin -> low > -margin", "The ends of an interval hold square roots and never fall on a margin.")
equivalent("high <= margin -> high < margin", "The ends of an interval hold square roots and never fall on a margin.")

normal_intervals = mistake(
    group_rates,
    "These are intervals of plus and minus 1.96 standard errors. Of 0 hits among 5 people they say that the rate is 0, with no "
    "doubt at all, and elsewhere they run below 0 or beyond 1.",
)(altered({"*_wilson(share.sum(), len(share))": "*_normal(share.sum(), len(share))"}))

exact_normal_quantile = mistake(
    group_rates,
    "The intervals are made with 1.95996, the 97.5 % point of the normal distribution, as libraries do where 95 % is asked of them. Asked for is 1.96; "
    "the sixth digit shows it.",
)(altered({"*_wilson(share.sum(), len(share))": "*_exact(share.sum(), len(share))"}))

nobody_counts_as_zero = mistake(
    group_rates,
    "A share of nobody comes out as 0, the worst value there is or the best one, and nothing says that it was never measured. What is "
    "known of such a rate?",
)(altered({"*_wilson(share.sum(), len(share))": "*_zero_for_nobody(share.sum(), len(share))"}))

nobody_is_left_out = mistake(
    group_rates,
    "A rate that is a share of nobody has no row. Whoever reads the table cannot tell that it was asked for: every group has four rows.",
)(altered({"for rate, share in shares.items()": "for rate, share in shares.items() if len(share)"}))

precision_for_tpr = mistake(
    group_rates,
    "The row `tpr` holds a share of those with `predicted` 1, which is the precision. Of whom is a true positive rate a share?",
)(altered({'"tpr": chosen[positive]': '"tpr": positive[chosen]'}))

false_discoveries_for_fpr = mistake(
    group_rates,
    "The row `fpr` holds how many of those with `predicted` 1 should not have had it. Asked for is how many of those with "
    "`actual` 0 got it.",
)(altered({'"fpr": chosen[~positive]': '"fpr": ~positive[chosen]'}))

everyone_below_the_bar = mistake(
    group_rates,
    "`tpr` and `fpr` are shares of all people of the group here, so that both depend on how many of them have `actual` 1. Who stands below "
    "the bar?",
)(altered({"chosen[positive]": "chosen & positive", "chosen[~positive]": "chosen & ~positive"}))


@mistake(
    gaps,
    "Ends are subtracted from ends: such an interval supposes that both rates are as wrong as they can be at once, and in opposite "
    "directions. Newcombe adds squares.",
)
def subtracts_the_ends(cases, reference):
    _, both = _paired(cases, reference)
    gap, low, high = (
        both[one] - both[other] for one, other in (("value", "value_0"), ("low", "high_0"), ("high", "low_0"))
    )
    return both[["group", "rate"]].assign(gap=gap, low=low.where(gap.notna()), high=high.where(gap.notna()))


@mistake(
    gaps,
    "The upper distance of one rate is combined with the upper one of the other. A gap is at its largest where the first rate is high and the second "
    "one low.",
)
def combines_the_same_sides(cases, reference):
    gap, both = _paired(cases, reference)
    below = np.hypot(both["value"] - both["low"], both["value_0"] - both["low_0"])
    above = np.hypot(both["high"] - both["value"], both["high_0"] - both["value_0"])
    return both[["group", "rate"]].assign(gap=gap, low=gap - below, high=gap + above)


@mistake(
    gaps,
    "The gap is the reference minus the group: a group that is selected less often comes out above. Which is subtracted?",
)
def turns_the_sign(cases, reference):
    got = gaps(cases, reference)
    return got[["group", "rate"]].assign(gap=-got["gap"], low=-got["high"], high=-got["low"])


@mistake(
    gaps,
    "The gaps have no sign: whoever reads them cannot tell which group a mistake falls on.",
)
def drops_the_sign(cases, reference):
    got = gaps(cases, reference)
    down = got["gap"] < 0
    low, high = got["low"].where(~down, -got["high"]), got["high"].where(~down, -got["low"])
    return got[["group", "rate"]].assign(gap=got["gap"].abs(), low=low, high=high)


@mistake(
    gaps,
    "The reference is compared with itself, too: four gaps of zero that nobody asked for.",
)
def keeps_the_reference(cases, reference):
    again = cases[cases["group"] == reference].assign(group=f"{reference} again")
    got = gaps(pd.concat([cases, again]), reference)
    return got.replace({"group": {f"{reference} again": reference}})


@mistake(
    findings,
    "An interval that leaves out 0 is called a violation here. With enough people every gap leaves out 0, however small; against what is it to be held?",
)
def calls_any_difference_a_violation(cases, reference, margin):
    def finding(row):
        if row.low > 0 or row.high < 0:
            return "violated"
        return "met" if row.low >= -margin and row.high <= margin else "open"

    return _found(cases, reference, finding)


@mistake(
    findings,
    "The gap is tested against 0: violated where its interval leaves 0 out, and otherwise met. In a group of twelve nothing is ever shown to "
    "differ from 0. What would an interval look like that shows a gap to be small?",
)
def takes_doubt_for_equality(cases, reference, margin):
    return _found(cases, reference, lambda row: "violated" if row.low > 0 or row.high < 0 else "met")


@mistake(
    findings,
    "What is not violated is called met, so that small groups are treated fairly as long as they are small. There is a third finding.",
)
def knows_no_open(cases, reference, margin):
    return _found(cases, reference, lambda row: "violated" if row.low > margin or row.high < -margin else "met")


@mistake(
    findings,
    "Only the gap itself is held against the margin, and its interval is not looked at: twelve people decide as surely as twelve "
    "hundred.",
)
def looks_at_the_gap_alone(cases, reference, margin):
    return _found(
        cases, reference, lambda row: "open" if np.isnan(row.gap) else "violated" if abs(row.gap) > margin else "met"
    )


@mistake(
    findings,
    "A gap counts only where the group lies above the reference. Below it, a goal is violated just as much.",
)
def looks_upwards_only(cases, reference, margin):
    def finding(row):
        if row.low > margin:
            return "violated"
        return "met" if row.low >= -margin and row.high <= margin else "open"

    return _found(cases, reference, finding)


@mistake(
    findings,
    "One of the two rates is enough here for equalized odds to be met. The goal asks for both.",
)
def one_rate_is_enough(cases, reference, margin):
    def odds(tpr, fpr):
        return "met" if "met" in (tpr, fpr) else "violated" if "violated" in (tpr, fpr) else "open"

    return _found(cases, reference, _by_margin(margin), odds)


@mistake(
    findings,
    "Equalized odds is called violated only where both rates are. If one of them is, can the other make up for it?",
)
def wants_both_violated(cases, reference, margin):
    def odds(tpr, fpr):
        return tpr if tpr == fpr else "open"

    return _found(cases, reference, _by_margin(margin), odds)


@mistake(
    findings,
    "Equalized odds is called met as soon as neither rate is violated. What if one of them is open?",
)
def takes_open_odds_for_met(cases, reference, margin):
    def odds(tpr, fpr):
        return "violated" if "violated" in (tpr, fpr) else "open" if (tpr, fpr) == ("open", "open") else "met"

    return _found(cases, reference, _by_margin(margin), odds)


@check("counts the people that each rate is a share of, and finds Fairlearn's values", sizes=(1, 2, 4))
def against_fairlearn(learner, rng, size):
    cases = _cases(rng, {name: _counts(rng, 4, 30) for name in _names(rng, size)})
    got, right = learner.group_rates(cases), group_rates(cases)
    expect(got).is_a("DataFrame").frame(right, order="any", index=False)
    by_group = MetricFrame(
        metrics={
            "selection": selection_rate,
            "tpr": true_positive_rate,
            "fpr": false_positive_rate,
            "ppv": precision_score,
        },
        y_true=cases["actual"],
        y_pred=cases["predicted"],
        sensitive_features=cases["group"],
    ).by_group
    theirs = right.assign(value=[by_group.loc[row.group, row.rate] for row in right.itertuples()])
    expect(got[["group", "rate", "value"]]).frame(theirs[["group", "rate", "value"]], order="any", index=False)


@check("gives rates of none and of all an interval, too")
def extremes(learner, rng):
    few, some = (int(n) for n in rng.integers(3, 9, size=2))
    one, other = _names(rng, 2)
    cases = _cases(rng, {one: (few, 0, 0, some), other: (0, some, few, 0)})
    expect(learner.group_rates(cases)).frame(group_rates(cases), order="any", index=False)


@check("says that nothing is known of a share of nobody")
def nobody(learner, rng):
    one, other, third, alone = _names(rng, 4)
    few, some, many = (int(n) for n in rng.integers(2, 9, size=3))
    groups = {one: _counts(rng, 9, 20), other: (0, 0, few, some), third: (0, many, 0, some), alone: (0, 0, 0, 1)}
    cases = _cases(rng, groups)
    expect(learner.group_rates(cases)).frame(group_rates(cases), order="any", index=False)


@check("compares every other group with the reference, interval included", sizes=(2, 3, 5))
def compared(learner, rng, size):
    names = _names(rng, size)
    cases = _gaps_of_both_signs(rng, names)
    for reference in (names[0], names[-1]):
        expect(learner.gaps(cases, reference)).frame(gaps(cases, reference), order="any", index=False)


@check("has no gap where one of two rates is a share of nobody")
def no_gap(learner, rng):
    one, other = _names(rng, 2)
    few, some = (int(n) for n in rng.integers(3, 12, size=2))
    cases = _cases(rng, {one: _counts(rng, 9, 40), other: (0, 0, few, some)})
    for reference in (one, other):
        expect(learner.gaps(cases, reference)).frame(gaps(cases, reference), order="any", index=False)


@check("tells large gaps from small ones, and both from what a handful of people cannot tell")
def clear_cases(learner, rng):
    # Hundreds of people below each bar: intervals are a few hundredths wide.
    names = _names(rng, 5)
    few = int(rng.integers(4, 6))
    tall = int(rng.integers(250, 300))
    plain = {names[0]: (tall, tall, tall, 3 * tall), names[1]: (tall + 4, tall, tall, 3 * tall + 4)}
    lower = (tall, 3 * tall, tall // 2, 9 * tall)
    higher = (3 * tall, tall, 2 * tall, tall // 4)
    cases = _cases(rng, {**plain, names[2]: lower, names[3]: higher, names[4]: (few, 1, 1, few)})
    for reference in (names[0], names[2]):
        expect(learner.findings(cases, reference, 0.1)).frame(findings(cases, reference, 0.1), order="any", index=False)


@check("leaves open what a handful of people cannot tell, whichever way they fell")
def handful(learner, rng):
    one, other, third, fourth = _names(rng, 4)
    few = int(rng.integers(2, 5))
    groups = {
        one: (200, 200, 200, 200),
        other: (few, few, few, few),
        third: (few + 1, 1, few, 1),
        fourth: (0, 0, few, 1),
    }
    cases = _cases(rng, groups)
    margin = float(rng.choice([0.05, 0.1]))
    expect(learner.findings(cases, one, margin)).frame(findings(cases, one, margin), order="any", index=False)


@check("holds the interval against the margin, not against zero")
def margins(learner, rng):
    # The gap of `tpr` is about 0.06 with an interval from 0.02 to 0.1; that of `fpr` the other way round.
    one, other = _names(rng, 2)
    n = int(rng.integers(1450, 1600))
    cases = _cases(rng, {one: _shares(n, 0.5, 0.5), other: _shares(n, 0.56, 0.44)})
    for margin in (0.13, 0.05, 0.015):  # first where only a test against 0 fails
        for reference in (one, other):
            expect(learner.findings(cases, reference, margin)).frame(
                findings(cases, reference, margin), order="any", index=False
            )


@check("asks both rates for equalized odds")
def both_rates(learner, rng):
    names = _names(rng, 8)
    n, few = int(rng.integers(850, 950)), int(rng.integers(5, 9))
    groups = {
        names[0]: _shares(n, 0.5, 0.5),
        names[1]: _shares(n, 0.5, 0.8),
        names[2]: _shares(n, 0.8, 0.5),
        names[3]: (n // 2, n // 2, few, few),
        names[4]: (few, few, n // 2, n // 2),
        names[5]: (9 * n // 10, n // 10, few, few),
        names[6]: (few, few, n // 10, 9 * n // 10),
        names[7]: _shares(n, 0.5, 0.5),
    }
    cases = _cases(rng, groups)
    expect(learner.findings(cases, names[0], 0.06)).frame(findings(cases, names[0], 0.06), order="any", index=False)


@check("leaves the table as it was")
def unchanged(learner, rng):
    one, other = _names(rng, 2)
    cases = _cases(rng, {one: _counts(rng, 4, 9), other: _counts(rng, 4, 9)})
    expect(learner.group_rates).leaves_unchanged(cases)
    expect(learner.gaps).leaves_unchanged(cases, one)
    expect(learner.findings).leaves_unchanged(cases, one, 0.1)


_GROUPS = ("north", "south", "east", "west", "coast", "hills", "islands", "valley")


def _names(rng, size):
    return [str(name) for name in rng.choice(_GROUPS, size=size, replace=False)]


def _counts(rng, low, high):
    """True positives, false negatives, false positives, true negatives."""
    return tuple(int(count) for count in rng.integers(low, high, size=4))


def _shares(n, tpr, fpr):
    hits, alarms = round(n * tpr), round(n * fpr)
    return hits, n - hits, alarms, n - alarms


def _cases(rng, groups):
    rows = pd.DataFrame(
        [(actual, predicted, group) for group in groups for actual, predicted in ((1, 1), (1, 0), (0, 1), (0, 0))],
        columns=["actual", "predicted", "group"],
    )
    times = [count for counts in groups.values() for count in counts]
    return rows.loc[rng.permutation(np.repeat(np.arange(len(rows)), times))]  # labels repeat


def _gaps_of_both_signs(rng, names):
    while True:
        cases = _cases(rng, {name: _counts(rng, 5, 90) for name in names})
        gap = gaps(cases, names[0])["gap"]
        if gap.min() < 0 < gap.max():
            return cases


def _normal(hits, of):
    if of == 0:
        return np.nan, 0.0, 1.0
    half = 1.96 * np.sqrt(hits * (of - hits) / of) / of
    return hits / of, hits / of - half, hits / of + half


def _exact(hits, of):
    if of == 0:
        return np.nan, 0.0, 1.0
    z = 1.959963984540054
    centre, half = (hits + z**2 / 2) / (of + z**2), z / (of + z**2) * np.sqrt(hits * (of - hits) / of + z**2 / 4)
    return hits / of, centre - half, centre + half


def _zero_for_nobody(hits, of):
    return (0.0, 0.0, 1.0) if of == 0 else _wilson(hits, of)


def _paired(cases, reference):
    rates = group_rates(cases)
    known = rates["group"] == reference
    both = rates[~known].merge(rates[known], on="rate", suffixes=("", "_0"))
    return both["value"] - both["value_0"], both


def _by_margin(margin):
    return lambda row: _finding(row.low, row.high, margin)


def _of_both(tpr, fpr):
    return "violated" if "violated" in (tpr, fpr) else "met" if (tpr, fpr) == ("met", "met") else "open"


def _found(cases, reference, finding, odds=_of_both):
    rows = []
    for group, table in gaps(cases, reference).groupby("group"):
        found = {row.rate: finding(row) for row in table.itertuples()}
        rows += [
            (group, "demographic parity", found["selection"]),
            (group, "equal opportunity", found["tpr"]),
            (group, "equalized odds", odds(found["tpr"], found["fpr"])),
            (group, "predictive parity", found["ppv"]),
        ]
    return pd.DataFrame(rows, columns=["group", "goal", "finding"])
