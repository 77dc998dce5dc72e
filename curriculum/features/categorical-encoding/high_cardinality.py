r"""Five thousand postcodes

A parcel service wants to know in the morning which parcels nobody will take at the door today. Write
`risks(past, new)`, which returns a NumPy array with a number for each row of `new`, in their order: the larger, the
likelier it is that the delivery fails. Any scale will do, since only the order counts.

`past` (12,000 rows) and `new` (10,000 rows) are `DataFrame`s:

- `postcode`, a text of five digits, of which the first two are the district;
- `slot`, the time of day: `"morning"`, `"noon"`, `"afternoon"` or `"evening"`;
- `kind` of the parcel: `"letterbox"`, `"parcel"` or `"signed"`;
- `weight` in kilograms;
- `failed`, 1 or 0, in `past` alone.

The town has 5,000 postcodes. Most have a few rows in `past`, many have one, and of every ten rows of `new` one or two
have a postcode that `past` has not: it was given to new houses, or nobody there had ordered anything. Somebody who
drives the van: "It is the houses. Where people work all day, nobody opens; a porter takes anything. Mostly a whole
district is like that, but you can have both in the next street."

You are judged by the AUC in `new`: the chance that, of a delivery that failed and one that did not, yours is the larger
number for the former. A logistic regression that has each postcode's share of failures in `past` among its columns
comes to about 0.74, and one that encodes better to 0.79. You pass with three quarters of the way between the two. To
try things on, `deliveries` is given: it makes such tables, and what happened to the new parcels. Every town is another
one. No method is forbidden, and both tables stay as they are.

```python
past, new, failed = deliveries(np.random.default_rng(0))
risks(past, new).shape    # (10000,)
roc_auc_score(failed, risks(past, new))    # here 0.776 is needed
```
"""

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, TargetEncoder

from mlestone.proving import (
    afterwards,
    altered,
    answer,
    baseline,
    challenge,
    check,
    data,
    expect,
    given,
    helper,
    hints,
    mistake,
    score,
)

hints(
    "Give each training row the share of failures of its postcode, and look at the AUC of that column in `past` and in "
    "`new`. What went into the code of a postcode with one row?",
    "A training row may only be encoded by other rows. And of a postcode with two rows, or with none, more is known "
    "than the mean of the whole town.",
    "Encode two columns, the postcode and its first two digits, both out of fold (`TargetEncoder.fit_transform` does "
    "that), and let a model weigh them together with the rest.",
)

afterwards(
    "The two codes are a makeshift for one idea: a postcode is drawn towards its district, and the district towards "
    "the town, each the more so the fewer rows it has. Statisticians call this a *multilevel* or *mixed* model. "
    "One-hot columns of districts and postcodes in a logistic regression with a ridge penalty come close to it, and do "
    "without folds: a weight that a single row asks for is held down by the penalty. Codes that know their own answers "
    "get there as well, if they are smoothed by so many rows that one answer hardly counts; that it was enough, "
    "you only learn from other rows."
)


@given
def deliveries(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """A town's past and new parcels, and which of the new ones failed."""
    districts = rng.choice(np.arange(1, 100), size=90, replace=False)
    postcodes = rng.choice((districts[:, None] * 1000 + np.arange(1000)).ravel(), size=5000, replace=False)
    of_district = dict(zip(districts, rng.normal(0, 0.75, size=90)))
    houses = np.array([of_district[number // 1000] for number in postcodes]) + rng.normal(0, 1.2, size=5000)
    busy = rng.gamma(2, size=5000) + 0.1
    before = np.where(rng.random(5000) < 0.08, 0, busy)  # some postcodes are new
    where = np.append(rng.choice(5000, 12000, p=before / before.sum()), rng.choice(5000, 10000, p=busy / busy.sum()))
    table = pd.DataFrame(
        {
            "postcode": [f"{number:05d}" for number in postcodes[where]],
            "slot": rng.choice(["morning", "noon", "afternoon", "evening"], size=22000),
            "kind": rng.choice(["letterbox", "parcel", "signed"], size=22000, p=[0.3, 0.5, 0.2]),
            "weight": np.exp(rng.normal(0.5, 0.8, size=22000)).round(1),
        }
    )
    by_slot = table["slot"].map({"morning": 0.3, "noon": 1.0, "afternoon": 0.5, "evening": -1.2})
    by_kind = table["kind"].map({"letterbox": -1.5, "parcel": 0.2, "signed": 0.9})
    risk = 1 / (1 + np.exp(1.6 - houses[where] - by_slot - by_kind - 0.05 * table["weight"]))
    failed = (rng.random(22000) < risk).astype(int)
    return table[:12000].assign(failed=failed[:12000]), table[12000:], failed[12000:]


@helper
def places_of(table):
    """The postcode, and the district in its first two digits."""
    return pd.DataFrame({"postcode": table["postcode"], "district": table["postcode"].str[:2]})


@helper
def others_of(table, past):
    """What is no place: weight as it is, slot and kind one-hot."""
    one_hot = OneHotEncoder(handle_unknown="ignore").fit(past[["slot", "kind"]])
    return np.column_stack([table["weight"], one_hot.transform(table[["slot", "kind"]]).toarray()])


@answer
def risks(past: pd.DataFrame, new: pd.DataFrame) -> np.ndarray:
    """Return a number for each row of `new`: the larger, the likelier its delivery fails."""
    failed = past["failed"]
    encoder = TargetEncoder(smooth=10.0, cv=KFold(10, shuffle=True, random_state=0))
    codes = encoder.fit_transform(places_of(past), failed)
    model = LogisticRegression(max_iter=1000).fit(np.hstack([codes, others_of(past, past)]), failed)
    return model.predict_proba(np.hstack([encoder.transform(places_of(new)), others_of(new, past)]))[:, 1]


@data
def a_town(rng):
    past, new, failed = deliveries(rng)
    return challenge(inputs=(past, new), hidden=failed)


@score("AUC", better="higher", bar=0.75)
def auc(hidden, reply):
    return float(roc_auc_score(hidden, np.asarray(reply, dtype=float)))


@baseline("encodes each postcode by its share of failures in `past`")
def naive_codes(past, new):
    shares = past.groupby("postcode")["failed"].mean()
    codes, new_codes = (table["postcode"].map(shares).fillna(past["failed"].mean()) for table in (past, new))
    return _with_code(past, new, codes, new_codes)


@mistake(
    risks,
    "Every training row's code is the share of failures in its postcode, its own answer included. Of a postcode with "
    "one row it *is* that answer: what will the model believe, and what will it find in `new`?",
)
def knows_its_own_answer(past, new):
    return naive_codes(past, new)


@mistake(
    risks,
    "Every training row's own answer is part of its code, and postcodes that `past` has not get 0, as if no delivery "
    "there had ever failed.",
)
def zero_for_the_unseen(past, new):
    shares = past.groupby("postcode")["failed"].mean()
    return _with_code(past, new, past["postcode"].map(shares), new["postcode"].map(shares).fillna(0.0))


@mistake(
    risks,
    "The postcode goes in as a number, as if the next house number up were always a little riskier. What is the sum of "
    "two postcodes?",
)
def postcode_as_a_number(past, new):
    return _with_code(past, new, past["postcode"].astype(int) / 1e5, new["postcode"].astype(int) / 1e5)


@mistake(
    risks,
    "The postcode plays no part. It has too many levels for one column each without a penalty, but not for a share of "
    "failures.",
)
def without_the_postcode(past, new):
    return _with_code(past, new, np.zeros(len(past)), np.zeros(len(new)))


own_answers_in_both_codes = mistake(
    risks,
    "The codes of the training rows are made by `fit` and `transform`, so that each knows its own answer. Smoothing "
    "makes this milder, and leaves it there: which rows may a training row be encoded by?",
)(
    altered(
        {
            "smooth=10.0, ": "",
            "fit_transform(places_of(past), failed)": "fit(places_of(past), failed).transform(places_of(past))",
        }
    )
)

districts_alone = mistake(
    risks,
    "All postcodes of a district get one number. That is a good start for those of which nothing is known; the others "
    "differ, and the van's driver knows by how much.",
)(
    altered(
        {
            "places_of(past), failed": "places_of(past)[['district']], failed",
            "places_of(new)": "places_of(new)[['district']]",
        }
    )
)

postcodes_alone = mistake(
    risks,
    "The codes are out of fold, as they should be. But a postcode with a row or two says little, one without any says "
    "nothing, and all are judged by the mean of the town: who lives nearby?",
)(
    altered(
        {
            "smooth=10.0, ": "",
            "places_of(past), failed": "past[['postcode']], failed",
            "places_of(new)": "new[['postcode']]",
        }
    )
)


@mistake(
    risks,
    "Places are encoded well, but slot and kind are numbers by the alphabet: afternoon, evening, morning, noon. Is a "
    "linear model to believe that?",
)
def alphabet_for_the_rest(past, new):
    encoder = TargetEncoder(smooth=10.0, cv=KFold(10, shuffle=True, random_state=0))
    codes = encoder.fit_transform(places_of(past), past["failed"]), encoder.transform(places_of(new))
    by_name = OrdinalEncoder().fit(past[["slot", "kind"]])
    X, X_new = (
        np.column_stack([code, table["weight"], by_name.transform(table[["slot", "kind"]])])
        for code, table in zip(codes, (past, new), strict=True)
    )
    return LogisticRegression(max_iter=1000).fit(X, past["failed"]).predict_proba(X_new)[:, 1]


@check("returns one number for each new row")
def one_each(learner, rng):
    past, new, _ = deliveries(rng)
    few = new.iloc[: int(rng.integers(200, 400))]
    expect(learner.risks(past.iloc[:3000], few)).is_a(np.ndarray).has_shape(len(few))


@check("leaves both tables as they were")
def leaves(learner, rng):
    past, new, _ = deliveries(rng)
    expect(learner.risks).leaves_unchanged(past.iloc[:3000], new.iloc[:300])


def _with_code(past, new, codes, new_codes):
    """Risks by one code of the place, and all that is no place."""
    model = LogisticRegression(max_iter=1000).fit(np.column_stack([codes, others_of(past, past)]), past["failed"])
    return model.predict_proba(np.column_stack([new_codes, others_of(new, past)]))[:, 1]
