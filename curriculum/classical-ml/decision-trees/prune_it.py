"""Prune it

A hospital trains one decision tree for each of its wards, with `tree_of`, and asks you how hard to prune each of them. Write
`choose_alphas(wards)`, which returns a list with the pruning strength for each ward, one of those in `STRENGTHS`.

`wards` is a list of tuples `(X, y, patient)`; in the end there are six. A row is a visit:

- `X`, of shape `(n, 5)`: what was measured at each of 300 to 900 visits. Visits of one patient differ a little.
- `y`, of length `n`: the diagnosis, 1 or 0. A patient was diagnosed once, and all visits bear that diagnosis. Some patients were diagnosed
  wrongly, in some wards up to a fifth.
- `patient`, of length `n`: the number of the patient. Some wards see a patient once or twice, some half a dozen times.

For each ward, `tree_of(X, y, alpha)` is trained with your strength on all its rows and asked about 2,000 patients whom nobody has seen
and whose diagnosis is certain. Wards differ in their number of patients, in the share of wrong diagnoses and in how complicated the
disease is, so that no strength suits them all. Leave the tables as they are. To try things on, `ward` is given: it makes wards of this kind.

```python
rng = np.random.default_rng(0)
choose_alphas([ward(rng, 100, 1, 0.15, 6), ward(rng, 420, 2, 0.0, 1)])    # like [0.03, 0.0]
```
"""

import numpy as np
from sklearn.model_selection import GroupKFold, KFold
from sklearn.tree import DecisionTreeClassifier

from mlestone.proving import afterwards, altered, answer, baseline, challenge, check, data, expect, given, helper, hints, mistake, score

hints(
    "What tells you how a tree will do with patients whom nobody has seen, and what is new about them?",
    "A visit that is held back tells nothing as long as another visit of the same patient, with the same diagnosis, is among those the tree has "
    "learned from. scikit-learn has a way to cut folds along groups.",
    "For each strength, take the mean score over four or five folds of patients, and of the strengths the best.",
)

afterwards(
    "`GridSearchCV(DecisionTreeClassifier(random_state=0), {\"ccp_alpha\": STRENGTHS}, cv=GroupKFold(4)).fit(X, y, groups=patient)` does the same for one ward. The wrong "
    "diagnoses are no obstacle to choosing: they lower the score of every strength alike."
)


STRENGTHS = given([0.0, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.055])


@given
def tree_of(X: np.ndarray, y: np.ndarray, alpha: float) -> DecisionTreeClassifier:
    """The tree that a ward will use."""
    return DecisionTreeClassifier(ccp_alpha=alpha, random_state=0).fit(X, y)


@given
def ward(rng: np.random.Generator, patients: int, columns: int, wrong: float, visits: int):
    """Rows (X, y, patient) of so many patients, who come up to so often; the disease shows in so many columns."""
    usual = rng.normal(size=(patients, 5))
    ill = usual[:, :columns].sum(axis=1) > 0
    told = np.where(rng.random(patients) < wrong, ~ill, ill).astype(int)
    patient = rng.permutation(np.repeat(np.arange(patients), rng.integers(visits // 2 + 1, visits + 1, size=patients)))
    return usual[patient] + 0.1 * rng.normal(size=(len(patient), 5)), told[patient], patient


@helper
def share_right(X, y, train, test, alpha):
    return np.mean(tree_of(X[train], y[train], alpha).predict(X[test]) == y[test])


@helper
def alpha_for(X, y, folds):
    """The strength with the best mean score over these folds."""
    scores = [np.mean([share_right(X, y, *fold, alpha) for fold in folds]) for alpha in STRENGTHS]
    return STRENGTHS[np.argmax(scores)]


@answer
def choose_alphas(wards: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> list[float]:
    """Return a pruning strength for each ward."""
    return [alpha_for(X, y, list(GroupKFold(4).split(X, y, patient))) for X, y, patient in wards]


_KINDS = (  # patients, columns, wrong, visits
    ((80, 110), 1, (0.1, 0.15), 6),
    ((90, 120), 1, (0.1, 0.15), 6),
    ((130, 160), 1, (0.15, 0.2), 5),
    ((400, 450), 2, (0.01, 0.03), 2),
    ((420, 480), 2, (0.01, 0.02), 2),
    ((480, 550), 2, (0.01, 0.02), 1),
)


@data
def six_wards(rng):
    wards, new = [], []
    for at in rng.permutation(len(_KINDS)):
        patients, columns, wrong, visits = _KINDS[at]
        wards.append(ward(rng, int(rng.integers(*patients)), columns, rng.uniform(*wrong), visits))
        new.append(ward(rng, 2000, columns, 0, 1)[:2])
    return challenge(inputs=(wards,), hidden=(wards, new))


@score("share of new patients who are diagnosed rightly, averaged over wards", better="higher", bar=0.85)
def rightly(hidden, reply):
    wards, new = hidden
    pairs = zip(wards, new, reply, strict=True)
    return float(np.mean([np.mean(tree_of(X, y, float(alpha)).predict(Z) == w) for (X, y, _), (Z, w), alpha in pairs]))


@baseline("leaves every tree as it has grown")
def unpruned(wards):
    return [0.0 for _ in wards]


@mistake(
    choose_alphas,
    "All wards get the strength that suits the first. What a disease of one threshold and many wrong diagnoses needs cuts off most of what can be "
    "known about a complicated one.",
)
def asks_one_ward_only(wards):
    return choose_alphas(wards[:1]) * len(wards)


folds_of_visits = mistake(
    choose_alphas,
    "The strengths are next to nothing where patients come often: a visit that is held back has sisters among the training rows, with the same "
    "measurements and the same diagnosis, right or wrong. What will be new about the rows that are asked, later on?",
)(altered({"GroupKFold(4).split(X, y, patient)": "KFold(4, shuffle=True, random_state=0).split(X)"}))


@mistake(
    choose_alphas,
    "Nothing is pruned here. That is what comes of asking a tree about rows it has learned from, or about other visits of the same patients: "
    "one that is cut back can only know fewer of them. Whom should it be asked about?",
)
def asks_the_training_rows(wards):
    return [alpha_for(X, y, [(np.arange(len(y)), np.arange(len(y)))]) for X, y, _ in wards]


@mistake(
    choose_alphas,
    "Every ward gets the largest strength. Where wrong diagnoses are rare and the disease is complicated, small limbs are worth keeping.",
)
def prunes_to_the_stump(wards):
    return [STRENGTHS[-1] for _ in wards]


@check("returns a list with one of `STRENGTHS` for each ward, however many there are")
def numbers(learner, rng):
    both = [ward(rng, 60, 1, 0.1, 3), ward(rng, 300, 2, 0.0, 1)]
    for wards in (both, both[:1]):
        alphas = learner.choose_alphas(wards)
        expect(alphas).is_a(list).has_length(len(wards))
        for alpha in alphas:
            expect(alpha).is_a(int, float)
            expect(alpha in STRENGTHS).is_true("one of `STRENGTHS`", f"{alpha:g} is none of them")


@check("cuts off what wrong diagnoses have grown, and keeps what a complicated disease needs")
def both_ends(learner, rng):
    wards = [ward(rng, 150, 1, 0.15, 6), ward(rng, 420, 2, 0.0, 1)]
    alphas = learner.choose_alphas(wards)
    expect(alphas).is_a(list).has_length(2)
    for alpha in alphas:
        expect(alpha).is_a(int, float).between(0, 1)
    few, many = (int(tree_of(X, y, alpha).get_n_leaves()) for (X, y, _), alpha in zip(wards, alphas))
    said = f"where 150 patients come often, and many were diagnosed wrongly, the tree keeps {few} leaves for a disease of one threshold"
    expect(few <= 20).is_true("at most 20 leaves for a disease of one threshold", said)
    said = f"where nobody was diagnosed wrongly, the tree keeps {many} leaves for a disease of two columns"
    expect(many >= 5).is_true("at least 5 leaves for a disease of two columns", said)


@check("leaves the wards as they were")
def leaves(learner, rng):
    expect(learner.choose_alphas).leaves_unchanged([ward(rng, 40, 1, 0.2, 4)])
