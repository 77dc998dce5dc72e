"""What the manual says

Each question is about a call in which something is not said, so that a default of the library decides. Which one it is stands in its
documentation: `help(np.std)`, `help(pd.Series.duplicated)`, or the same on the web, for the versions that are installed here.

Everywhere, `import numpy as np`, `import pandas as pd` and `nan = np.nan` have been run. Numbers may be rounded to three digits.
"""

import datetime

import numpy as np
import pandas as pd
from sklearn.model_selection import KFold, ShuffleSplit, train_test_split
from sklearn.preprocessing import StandardScaler

from mlestone.proving import ask, hints, question

hints(
    "What does the call not say, and which parameter of the function would have said it?",
    "`help(…)` of the very function: the first line has all parameters with their defaults, and the section on each says what the default means. The same "
    "name in another library is another function.",
    "Try the call on three numbers of your own, for which the two possible meanings come to different results.",
)

nan = np.nan


@question(times=2)
def spread(rng):
    values = [int(value) for value in rng.choice(np.arange(1, 40), size=int(rng.integers(3, 6)), replace=False)]
    squared = bool(rng.random() < 0.5)
    word, dividing = ("var", 1) if squared else ("std", 0.5)
    calls = {
        f"np.{word}({values})": 0,
        f"pd.Series({values}).{word}()": 1,
        f"pd.DataFrame({{'x': {values}}})['x'].to_numpy().{word}()": 0,
        f"pd.DataFrame({{'x': {values}}}).{word}()['x']": 1,
        f"np.array({values}).{word}(ddof=1)": 1,
        f"pd.Series({values}).{word}(ddof=0)": 0,
    }
    if not squared:
        calls[f"StandardScaler().fit(np.array([{values}]).T).scale_[0]"] = 0
    call = str(rng.choice(list(calls)))
    right = eval(call)
    return _number(
        call,
        right,
        (np.var(values, ddof=1 - calls[call]) ** dividing, "By how much is the number of values made smaller before the sum is divided by it? That is `ddof`, and libraries do not agree on it."),
        (np.var(values, ddof=calls[call]) ** (0.5 if squared else 1), "`var` is the mean squared deviation, and `std` its root."),
        (np.mean(np.abs(np.array(values) - np.mean(values))), "Deviations are squared before they are added, not made positive."),
    )


@question(times=2)
def kept(rng):
    letters = [str(letter) for letter in rng.choice(list("abc"), size=int(rng.integers(6, 9)))]
    amounts = [int(2**at) for at in rng.permutation(len(letters))]
    made = f"f = pd.DataFrame({{'k': {letters}, 'v': {amounts}}})"
    f = pd.DataFrame({"k": letters, "v": amounts})
    sums = {
        "first": f.drop_duplicates("k")["v"].sum(),
        "last": f.drop_duplicates("k", keep="last")["v"].sum(),
        "none": f.drop_duplicates("k", keep=False)["v"].sum(),
        "all": f["v"].sum(),
    }
    call, which = [
        ("f.drop_duplicates('k')['v'].sum()", "first"),
        ("f.drop_duplicates('k', keep='last')['v'].sum()", "last"),
        ("f.drop_duplicates('k', keep=False)['v'].sum()", "none"),
        ("f[~f.duplicated('k')]['v'].sum()", "first"),
        ("f.drop_duplicates()['v'].sum()", "all"),
        ("f[~f['k'].duplicated(keep=False)]['v'].sum()", "none"),
    ][rng.integers(6)]
    told = {
        "first": "That keeps the first row of each letter. What does `keep` say here, or its default?",
        "last": "That keeps the last row of each letter. What does `keep` say here, or its default?",
        "none": "That keeps letters alone that occur once. When does `keep` mean that?",
        "all": "That keeps all rows: which columns are compared?",
    }
    wrong = [(value, told[name]) for name, value in sums.items() if name != which]
    return _number(call, eval(call, {"f": f}), *wrong, before=made)


@question(times=2)
def along(rng):
    x = rng.integers(1, 10, size=(2, 3))
    y = rng.integers(10, 20, size=(2, 3))
    call, reading = [
        ("np.cumprod(x)", "all"),
        ("np.cumsum(x)", "all"),
        ("np.append(x, y)", "all"),
        ("np.sort(-x)", "rows"),
        ("np.diff(x)", "rows"),
        ("np.concatenate([x, y])", "columns"),
        ("pd.DataFrame(x).sum().to_numpy()", "columns"),
        ("pd.DataFrame(x).diff().iloc[-1].to_numpy()", "columns"),
        ("pd.DataFrame(x).max().to_numpy()", "columns"),
        ("np.repeat(x, 2)", "all"),
        ("pd.DataFrame(x).sum(axis=1).to_numpy()", "rows"),
        ("np.cumsum(x, axis=0)", "columns"),
    ][rng.integers(12)]
    name = call.split("(")[0].split(".")[-1] if call.startswith("np") else call.split(").")[1].split("(")[0]
    other = y if "y" in call.split("(", 1)[1].replace("numpy", "") else None
    said = {
        "all": "That takes all numbers as one row. Has `axis` a default other than None here?",
        "rows": "That goes along each row, the last axis. What is `axis` here, if nobody says?",
        "columns": "That goes down each column, the first axis. What is `axis` here, if nobody says?",
    }
    wrong = [(_along(name, x, other, axis), said[axis]) for axis in said if axis != reading]
    right = np.asarray(eval(call, {"np": np, "pd": pd, "x": x, "y": y}))
    wrong = [(value, sentence) for value, sentence in wrong if value is not None and not np.array_equal(value, right)]
    text = f"`x = np.array({x.tolist()})`" + (f" and `y = np.array({y.tolist()})`" if other is not None else "")
    return ask.array(f"{text}. What does `{call}` return? Write it as a list.", right=right.tolist(), mistakes=wrong)


def _along(name, x, y, reading):
    """What a function would return along an axis; None where that is not defined."""
    axis = {"all": None, "rows": 1, "columns": 0}[reading]
    if y is not None:
        return np.append(x, y, axis=axis)
    if name == "sort":
        return np.sort(-x, axis=axis)
    if name == "diff":
        if reading == "all":
            return None
        return np.diff(x, axis=axis)
    if name == "repeat":
        return np.repeat(x, 2, axis=axis)
    return {"sum": np.sum, "cumsum": np.cumsum, "cumprod": np.cumprod, "max": np.max}[name](x, axis=axis)


@question(times=2)
def gaps(rng):
    values = [float(value) for value in rng.choice(np.arange(1, 9), size=5)]
    values[int(rng.integers(5))] = nan
    values.insert(int(rng.integers(5)), values[0])
    values += [nan] if rng.random() < 0.5 else []
    shown = str(values)
    s = pd.Series(values)
    holes, known = int(s.isna().sum()), s.dropna()
    every = "Gaps are left out here unless something else is asked for."
    with_gaps = "Gaps count here unless something else is asked for. What does the documentation say of `dropna`, or of nan?"
    call, wrong = [
        ("s.mean()", [(known.sum() / len(s), "Gaps are left out of the number of values as well."), (0, every)]),
        ("s.count()", [(len(s), "`count` counts what is not nan."), (s.nunique(), "That counts different values: `nunique`.")]),
        ("s.size", [(s.count(), with_gaps)]),
        ("s.nunique()", [(len(s.unique()), every), (len(known), "Equal values count once.")]),
        ("len(s.unique())", [(s.nunique(), with_gaps), (len(s), "Equal values, also several nan, count once.")]),
        ("s.value_counts().sum()", [(len(s), every), (s.nunique(), "That is the number of different values; the counts are added up here.")]),
        ("s.cumsum().count()", [(len(s), "Where there is a gap, the cumulative sum has one, too, and goes on behind it."), (0, "The sum goes on behind a gap.")]),
        ("s.min() + s.sum(min_count=1)", [(0, every), (known.sum(), "What is added to the sum is the smallest value.")]),
        ("s.rank().max()", [(len(s), "Gaps get no rank: see `na_option`."), (s.nunique(), "That would be dense ranks: see `method`.")]),
        ("np.nanmean(np.array(s))", [(known.sum() / len(s), "Gaps are left out of the number of values as well.")]),
    ][rng.integers(10)]
    wrong = [*wrong, (holes, "That is the number of gaps.")]
    return _number(call, eval(call, {"s": s, "np": np}), *wrong, before=f"s = pd.Series({shown})")


@question(times=2)
def ends(rng):
    low, step = int(rng.integers(1, 9)), int(rng.integers(2, 6))
    high, rows = low + step * int(rng.integers(3, 7)), 40
    s = pd.Series(range(rows))
    inside, until = high - low, datetime.date(2026, 3, low) + datetime.timedelta(high - low)
    both, one, none = "Both ends belong to it here.", "One of the two ends does not belong to it here.", "At least one of the ends belongs to it here."
    call, wrong = [
        (f"len(np.arange({low}, {high}, {step}))", [(inside // step + 1, one), (inside // step - 1, none)]),
        (f"len(np.linspace({low}, {high}, {step + 3}))", [(step + 4, "The third number is that of the values, both ends among them."), (inside, "The third number is not a step.")]),
        (f"np.linspace({low}, {high}, {step + 1})[1]", [(low + inside / (step + 1), both), (low + 1, "How many gaps are there between so many values?")]),
        (f"len(s.loc[{low}:{high}])", [(inside, both), (inside - 1, both)]),
        (f"len(s.iloc[{low}:{high}])", [(inside + 1, one), (inside - 1, none)]),
        (f"s.between({low}, {high}).sum()", [(inside, both), (inside - 1, both)]),
        (f"len(pd.date_range('2026-03-0{low}', '{until}'))", [(inside, both), (inside - 1, both)]),
        (f"pd.cut(s, [{low}, {high}]).count()", [(inside + 1, one), (inside - 1, none)]),
        (f"np.histogram(s, bins=[{low}, {high - 1}, {high}])[0][1]", [(1, "All bins but the last are without their right end."), (0, "The bins go from each number to the next.")]),
        (f"np.random.default_rng(0).integers({low}, {low + 1})", [(low + 1, one), (0, "Which whole numbers can be drawn?")]),
    ][rng.integers(10)]
    before = f"s = pd.Series(range({rows}))" if call.replace("cut(s", " s.").count("s.") or "(s," in call else ""
    return _number(call, eval(call, {"s": s, "np": np, "pd": pd}), *wrong, before=before)


@question(times=2)
def splits(rng):
    rows = int(rng.choice([n for n in range(11, 60) if n % 4 and n % 5 and n % 10]))
    share = float(rng.choice([0.1, 0.2, 0.3]))
    part = int(rng.integers(0, 5))
    up = "The number of test rows is rounded up."
    folds = [len(test) for _, test in KFold().split(range(rows))]
    call, wrong = [
        ("len(train_test_split(r)[1])", [(int(rows * 0.25), up), (rows - -(-rows // 4), "The test rows are the second part."), (-(-rows // 5), "A fifth is not the default of `test_size`.")]),
        ("len(train_test_split(r)[0])", [(rows - int(rows * 0.25), up), (-(-rows // 4), "The training rows are the first part.")]),
        (f"len(train_test_split(r, test_size={share})[1])", [(int(rows * share), up), (rows - int(np.ceil(rows * share)), "The test rows are the second part.")]),
        (f"len(train_test_split(r, train_size={share})[0])", [(int(np.ceil(rows * share)), "The number of training rows is rounded down."), (rows - int(rows * share), "`train_size` is the share of the first part.")]),
        (f"len(list(KFold().split(r))[{part}][1])", [(rows - folds[part], "Each element is a pair: training rows, then test rows."), (-(-rows // 3), "Three was the default of `n_splits` years ago.")]),
        (f"list(KFold().split(r))[{part}][1][0]", [(part, "Folds are blocks of neighbours, not every fifth row."), (part * -(-rows // 5) + 1, "Rows are counted from 0.")]),
        ("len(next(iter(ShuffleSplit().split(r)))[1])", [(-(-rows // 4), "`ShuffleSplit` has a default of its own."), (-(-rows // 5), "`ShuffleSplit` has a default of its own.")]),
        ("len(list(ShuffleSplit().split(r)))", [(5, "That is the default of `KFold`."), (rows, "How many splits are made, if nobody says?")]),
    ][rng.integers(8)]
    names = {"r": range(rows), "train_test_split": train_test_split, "KFold": KFold, "ShuffleSplit": ShuffleSplit}
    return _number(call, eval(call, names), *wrong, before=f"r = range({rows})")


@question
def ties(rng):
    a, b = (int(value) for value in rng.choice(np.arange(5, 30), size=2, replace=False))
    c = min(a, b) - int(rng.integers(1, 5))  # the largest and the commonest are there twice
    values = [int(value) for value in rng.permutation([a, a, b, b, c])]
    s, at = pd.Series(values), values.index(a)
    halves = [float(value) + 0.5 for value in rng.choice(np.arange(0, 40), size=3, replace=False)]
    call, wrong = [
        (f"s.rank()[{at}]", [(s.rank(method=way)[at], sentence) for way, sentence in (
            ("min", "Equal values do not get the lowest of their ranks by default."),
            ("max", "Equal values do not get the highest of their ranks by default."),
            ("dense", "After equal values the ranks do not go on with the next number by default."),
        )]),
        (f"np.round({halves}).sum()", [
            (float(np.floor(np.array(halves) + 0.5).sum()), "Halves are not always rounded up: what does the documentation say of values half-way between?"),
            (float(np.floor(halves).sum()), "Halves are not always rounded down."),
        ]),
        ("s.quantile(0.6)", [(np.quantile(values, 0.6, method=way), f"That is the method `{way}`, and not the default.") for way in ("lower", "higher", "nearest")]),
        ("np.argmax(s.to_numpy())", [
            (len(values) - 1 - int(np.argmax(values[::-1])), "Of equal ones, it is not the last that counts."),
            (max(values), "That is the largest value. What is asked is where it stands."),
        ]),
        ("s.mode()[0]", [(max(s.mode()), "Several values can be the commonest: in which order are they returned?"), (s.median(), "That is the median.")]),
    ][rng.integers(5)]
    before = f"s = pd.Series({values})" if "s." in call and "np.round" not in call else ""
    return _number(call, eval(call, {"s": s, "np": np}), *wrong, before=before)


def _number(call, right, *wrong, before=""):
    """What a call returns, with the numbers of those who took another default for granted."""
    right = _plain(right)
    sentences = {}
    for value, sentence in wrong:
        value = _plain(value)
        if abs(value - right) > 0.02 * abs(right):
            sentences.setdefault(value, sentence)
    first = f"`{before}`. " if before else ""
    if "StandardScaler" in call:
        first += "`StandardScaler` is that of scikit-learn. "
    if "Split(" in call or "_split(" in call or "KFold" in call:
        first += "The splitters are those of `sklearn.model_selection`. "
    return ask.number(f"{first}What is `{call}`?", right=right, mistakes=sentences)


def _plain(value):
    value = float(value)
    return int(value) if value.is_integer() else round(value, 6)
