r"""Numbers, categories, text

A workshop for bicycles wants to say, while the customer is still at the counter, how many hours a repair will take. The form holds numbers (kilometres,
age), categories (brand, kind) and a sentence about what is wrong; any of them may be left out. Write the object that goes from forms to hours.

`Hinges(count=3)` is a transformer of scikit-learn's for tables of numbers without gaps. It lets a linear model bend.

- `fit(X, y=None)` learns the *knots* of each column: of its `count` quantiles at the shares $1/(c+1), 2/(c+1), \dots, c/(c+1)$, where $c$ is `count` (as `np.quantile` computes them), those that lie
  strictly between its smallest and its largest value, from low to high, and each value once. If `count` is no whole number from 1 on, Python's or NumPy's, it raises a `ValueError`. Fitted again, it knows nothing of the rows before.
- `transform(X)` returns for each column in turn the column itself, and then for each of its knots $t$ the column $\max(0, x - t)$. Before `fit`, it raises a `NotFittedError`.
- `get_feature_names_out()` names them: `km`, `km_1`, `km_2` and so on, and for arrays, `x0`, `x0_1` and so on.
- `fit_transform`, `get_params`, `set_params` and the rest are as everywhere in scikit-learn: six of the library's own checks, those in `complaints`, find nothing wrong.

`pipeline(numbers, categories, text, model)` returns a `Pipeline`, not fitted, of two steps, `"prepare"` and `"model"`. `numbers` and `categories` are lists of columns, `text` is the name of one, and `model` is an estimator. It is fitted
and asked with DataFrames. What the model gets is, in this order,

- of `numbers`: gaps filled by the column's median, then `Hinges()`, then z-scores as `StandardScaler` computes them;
- of `categories`: a column of 0 and 1 for each value. A gap is a value of its own, `missing`. Values that the training does not have are 0 everywhere;
- of `text`: how often each word occurs, words being what `CountVectorizer()` finds. A gap has no words, and words that the training does not have do not count.

Values and words stand in the order of Python's `sorted`. All of that is learned from the rows of `fit`. Gaps are `nan`. Furthermore:

- Tables may come with their columns in another order, and with others among them, when it is fitted and later.
- `get_feature_names_out` of the preparation says which part a column is from: `numbers__km_1`, `categories__brand_Rex`, `text__brake`.
- `set_params(prepare__numbers__hinges__count=1)` sets the number of knots of this pipeline and of no other, for a search.
- It can be stored with `pickle`. `model` itself is never fitted, so that several pipelines may be made with one.

```python
X = pd.DataFrame({"km": [0.0, 10.0, 20.0, 30.0], "days": [1.0, 1.0, 1.0, 5.0]})
hinges = Hinges(count=1).fit(X)
hinges.get_feature_names_out().tolist()    # ['km', 'km_1', 'days']
hinges.transform(X)[3].tolist()            # [30.0, 15.0, 5.0]

forms = pd.DataFrame({"brand": ["Rex", np.nan], "fault": ["Brake squeals", "brake, brake"], "km": [900.0, 300.0]})
repairs = pipeline(["km"], ["brand"], "fault", Echo()).fit(forms, [1.5, 0.5])
repairs.predict(forms)[:, 4:].tolist()    # [[1.0, 0.0, 1.0, 1.0], [0.0, 1.0, 2.0, 0.0]]
list(repairs["prepare"].get_feature_names_out()[4:])    # ['categories__brand_Rex', 'categories__brand_missing', 'text__brake', 'text__squeals']
```

`Echo`, `regression`, `stored` and `complaints` are there for you to try things, and when you hand in: leave them as they are.
"""

import pickle
import warnings
from numbers import Integral

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, OneToOneFeatureMixin, TransformerMixin, clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.utils import estimator_checks
from sklearn.utils.validation import check_is_fitted, validate_data

from mlestone.proving import afterwards, altered, answer, check, equivalent, expect, given, helper, hints, mistake

hints(
    "What does each of the three parts have to remember from the training? And what does each step have to be able to say, so that the whole can name its columns?",
    "`ColumnTransformer` takes columns by name; a list of names gives a step a table, a single name gives it a column. `OneToOneFeatureMixin` has a `get_feature_names_out` to start from: it looks at the names that come in. "
    "`FunctionTransformer` can be told what its columns are called, by `feature_names_out`.",
    "Each part is a `Pipeline` of its own inside the `ColumnTransformer`, and that of the numbers has a step called `hinges`. `SimpleImputer` fills by a constant as well. For the text, a function at the top of the file fills the "
    "gaps, because `pickle` finds functions by their names. Put a copy of `model` at the end.",
)

afterwards(
    """`SplineTransformer(degree=1, knots="quantile")` spans much the same lines as `Hinges`, with another set of columns. `OneHotEncoder` takes gaps as a category by itself and calls it `brand_nan`; with
`min_frequency` it puts rare values together. In projects, a pipeline is stored along with the versions of the libraries that made it, because pickles are not made for others."""
)


@given
def regression(alpha):
    """Return a model for the end of a pipeline, not fitted."""
    return Ridge(alpha=alpha)


@given
class Echo(BaseEstimator):
    """A model that learns nothing, and predicts what it is handed: a table, as an array."""

    def fit(self, X, y=None):
        self.columns_ = X.shape[1]
        return self

    def predict(self, X):
        return X.toarray() if hasattr(X, "toarray") else np.asarray(X)

    def fit_predict(self, X, y=None):
        return self.fit(X, y).predict(X)


@given
def stored(model):
    """Return what comes back when a model is stored and read again."""
    return pickle.loads(pickle.dumps(model))


@given
def complaints(estimator):
    """Return what six of scikit-learn's own checks have against an estimator, a text for each that fails."""
    names = """check_no_attributes_set_in_init check_dict_unchanged check_n_features_in_after_fitting
    check_estimators_nan_inf check_transformer_general check_transformer_get_feature_names_out"""
    found = []
    for name in names.split():
        try:
            with warnings.catch_warnings(action="ignore"):
                getattr(estimator_checks, name)(type(estimator).__name__, estimator)
        except Exception as error:
            found.append(f"{name}: {error!r}")
    return found


@helper
def _without_gaps(column):
    return column.fillna("")


@answer
class Hinges(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):
    """Adds to each column what lies above its knots."""

    def __init__(self, count=3):
        self.count = count

    def fit(self, X, y=None):
        """Learn the knots, and return the transformer."""
        X = validate_data(self, X, dtype=float)
        if not isinstance(self.count, Integral) or self.count < 1:
            raise ValueError(f"count is {self.count!r}, and should be a whole number from 1 on")
        shares = np.arange(1, self.count + 1) / (self.count + 1)
        self.knots_ = []
        for column in X.T:
            knots = np.unique(np.quantile(column, shares))
            self.knots_.append(knots[(knots > column.min()) & (knots < column.max())])
        return self

    def transform(self, X):
        """Return each column, followed by its hinges."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=float)
        blocks = [np.maximum(0, column[:, None] - knots) for column, knots in zip(X.T, self.knots_, strict=True)]
        return np.hstack([np.column_stack(pair) for pair in zip(X.T, blocks, strict=True)])

    def get_feature_names_out(self, input_features=None):
        """Return the names of the columns that `transform` returns."""
        names = []
        for name, knots in zip(super().get_feature_names_out(input_features), self.knots_, strict=True):
            names += [name, *(f"{name}_{at + 1}" for at in range(len(knots)))]
        return np.array(names, dtype=object)


@answer
def pipeline(numbers: list[str], categories: list[str], text: str, model) -> Pipeline:
    """Return a pipeline, not fitted, from forms to what `model` says of them."""
    of_numbers = [("median", SimpleImputer(strategy="median")), ("hinges", Hinges()), ("scale", StandardScaler())]
    of_categories = [SimpleImputer(strategy="constant", fill_value="missing"), OneHotEncoder(handle_unknown="ignore")]
    of_text = [FunctionTransformer(_without_gaps, feature_names_out="one-to-one"), CountVectorizer()]
    parts = [
        ("numbers", Pipeline(of_numbers), numbers),
        ("categories", make_pipeline(*of_categories), categories),
        ("text", make_pipeline(*of_text), text),
    ]
    return Pipeline([("prepare", ColumnTransformer(parts)), ("model", clone(model))])


equivalent(
    "np.arange(1, self.count + 1) -> np.arange(1, self.count + 2)",
    "the quantile at the share 1 is the largest value, which is no knot",
)
equivalent("zip(X.T, self.knots_, strict=True) -> zip(X.T, self.knots_, strict=False)", "there are knots for each column")
equivalent("zip(X.T, blocks, strict=True) -> zip(X.T, blocks, strict=False)", "there is a block for each column")
equivalent(
    "zip(super().get_feature_names_out(input_features), self.knots_, strict=True)"
    " -> zip(super().get_feature_names_out(input_features), self.knots_, strict=False)",
    "the library refuses names that are not as many as the columns",
)


@mistake(Hinges, "`transform` learns the knots anew, from the rows that it is asked about. A single form has no quantiles but itself.")
class LearnsFromWhatIsAsked(Hinges):
    def transform(self, X):
        check_is_fitted(self)
        rows = validate_data(self, X, reset=False, dtype=float)
        return Hinges(self.count).fit(rows).transform(rows)


twice = mistake(
    Hinges, "Where many rows share a value, several quantiles are one number, and the same hinge comes several times over."
)(altered({"np.unique(np.quantile(column, shares))": "np.quantile(column, shares)"}))

at_the_edges = mistake(
    Hinges,
    "A quantile may be the smallest or the largest value of its column. A hinge there is the column once more, or 0 in every row of the training.",
)(altered({"knots[(knots > column.min()) & (knots < column.max())]": "knots"}))


@mistake(Hinges, "The names are those of the columns that came in. `transform` returns more columns than that.")
class NamesOfWhatCameIn(Hinges):
    def get_feature_names_out(self, input_features=None):
        return OneToOneFeatureMixin.get_feature_names_out(self, input_features)


nameless = mistake(
    pipeline, "A step of the text does not say what its columns are called, and so the whole cannot: `get_feature_names_out` fails."
)(altered({'FunctionTransformer(_without_gaps, feature_names_out="one-to-one")': "FunctionTransformer(_without_gaps)"}))

without_parts = mistake(
    pipeline, "The names do not say which part a column is from: a word and a column of the form may be called the same."
)(altered({"ColumnTransformer(parts)": "ColumnTransformer(parts, verbose_feature_names_out=False)"}))

strict = mistake(pipeline, "A brand that was not in the training stops the program. New brands come every spring.")(
    altered({'OneHotEncoder(handle_unknown="ignore")': "OneHotEncoder()"})
)

gaps_left = mistake(
    pipeline, "A gap comes as far as a step that takes none, and stops the program: `CountVectorizer` wants texts, and `Hinges` numbers."
)(altered({'[FunctionTransformer(_without_gaps, feature_names_out="one-to-one"), CountVectorizer()]': "[CountVectorizer()]"}))

bracketed = mistake(
    pipeline, "The text arrives as a table of one column. Whoever goes through a table meets the names of its columns, and not the sentences."
)(altered({"make_pipeline(*of_text), text": "make_pipeline(*of_text), [text]"}))

word_for_a_gap = mistake(pipeline, "A gap has become a word: somebody who wrote nothing is counted as having written *nan*, or what else stands for it.")(
    altered({"FunctionTransformer(_without_gaps,": "FunctionTransformer(np.vectorize(str, otypes=[object]),"})
)

shares_the_model = mistake(
    pipeline, "The caller's own `model` is in the pipeline, and `Pipeline` fits the objects it was given: a second pipeline made with it changes what the first one says."
)(altered({"clone(model)": "model"}))


@check("gives each column its hinges, at the quantiles of the training rows", sizes=(1, 4))
def hinges(learner, rng, size):
    X, new = _numbers(rng, 25), _numbers(rng, 6)
    made, mine = learner.Hinges(count=size), Hinges(size).fit(X)
    made.fit(_numbers(rng, 9))
    made.fit(X)
    expect(_array(made.transform(new))).close(mine.transform(new))


@check("has each knot once, and none at the ends of its column")
def repeated_values(learner, rng):
    X = pd.DataFrame({
        "jobs": rng.permutation(np.repeat([0.0, 1.0, 2.0, 6.0], [3, 11, 4, 2])) * rng.integers(1, 9),
        "bells": np.full(20, float(rng.integers(9))),
        "locks": (rng.permutation(20) < rng.integers(3, 17)).astype(float),
        "km": rng.normal(size=20),
    })
    made, mine = learner.Hinges(count=6), Hinges(6).fit(X)
    made.fit(X)
    expect(_array(made.transform(X[:6] + 0.25))).close(mine.transform(X[:6] + 0.25))


@check("names its columns, those of arrays too, and has 3 knots at most unless told otherwise")
def names(learner, rng):
    jobs = rng.permutation(np.repeat([0.0, 1.0, 6.0], [8, 12, 5]))
    X = _numbers(rng, 25)[["km", "age"]].assign(jobs=jobs, price=rng.random(25))
    made = learner.Hinges()
    expect(made.get_params()).equals({"count": 3})
    for rows in (X, X.to_numpy()):
        made.fit(rows)
        expect(_listed(made.get_feature_names_out())).equals(Hinges().fit(rows).get_feature_names_out().tolist())


@check("refuses rows before `fit` with a NotFittedError, and in `fit` a count that is no whole number from 1 on, and no other count")
def refusals(learner, rng):
    X = _numbers(rng, 12)
    for count in (0, -int(rng.integers(1, 9)), 1.5, "2"):
        made = learner.Hinges(count=count)
        expect.raises(ValueError, lambda: made.fit(X))  # noqa: B023
    made = learner.Hinges(count=np.int64(2))
    expect.raises(NotFittedError, lambda: made.transform(X))
    made.fit(X)


@check("gives six of scikit-learn's own checks nothing to complain of")
def own_checks(learner, rng):
    expect(learner.complaints(learner["Hinges"](count=int(rng.integers(1, 6))))).equals([])


@check("hands the model numbers, categories and words, in this order and by their names")
def all_three(learner, rng):
    forms, _ = _forms(rng, 16)
    _expect_names_and_table(_made(learner), forms)


@check("fills gaps by what the training says: a median, a value of its own, no words")
def gaps(learner, rng):
    forms, _ = _forms(rng, 20, gaps=True)
    forms.loc[forms["km"].idxmax(), "km"] = 1e6
    _expect_names_and_table(_made(learner), forms)


@check("goes on when it meets brands, words and gaps that the training did not have, or a single form with nothing in it")
def unseen(learner, rng):
    forms, hours = _forms(rng, 16)
    new, _ = _forms(rng, 4)
    new.loc[0, ["brand", "kind", "fault"]] = ["Ivel", "tandem", "Gears grind, brakes squeal"]
    new.loc[1, ["km", "age", "brand", "fault"]] = np.nan
    empty = pd.DataFrame(np.nan, index=[0], columns=new.columns)
    made, mine = _made(learner), pipeline(*COLUMNS, Echo())
    made.fit_predict(forms, hours)
    tables = made.predict(new), made.predict(empty)
    mine.fit(forms, hours)
    for table, asked in zip(tables, (new, empty), strict=True):
        _expect_table(table, mine.predict(asked))


@check("takes columns by name, these or those: in any order, and with others among them")
def by_name(learner, rng):
    forms, hours = _forms(rng, 16, gaps=True)
    forms = forms.rename(columns={"fault": "kind", "kind": "fault", "km": "age", "age": "km"})
    new = forms[rng.permutation(forms.columns)].assign(customer="N. N.", bell=rng.random(16)).drop(columns="km")[:5]
    made = learner.pipeline(["age"], ["fault"], "kind", learner.Echo())
    expect(made).is_a("Pipeline")
    made.fit_predict(forms.assign(note=np.nan), hours)
    _expect_table(made.predict(new), pipeline(["age"], ["fault"], "kind", Echo()).fit(forms, hours).predict(new))


@check("works with a copy of `model`: a fit of the one does nothing to the other")
def one_model(learner, rng):
    forms, hours = _forms(rng, 16)
    model = learner.regression(3.0)
    made = _made(learner, model)
    made.fit(forms, hours)
    is_fitted = hasattr(model, "coef_")
    model.fit(rng.normal(size=(4, 2)), hours[:4])
    expect(_array(made.predict(forms))).has_shape(16)
    expect(is_fitted).equals(False)


@check("lets a search set the number of knots, and hands over the same after it was stored with `pickle`")
def after_storing(learner, rng):
    forms, hours = _forms(rng, 16, gaps=True)
    made, other = _made(learner), _made(learner)
    made.set_params(prepare__numbers__hinges__count=4)
    tables = made.fit_predict(forms, hours), learner.stored(made).predict(forms), other.fit_predict(forms, hours)
    mine = pipeline(*COLUMNS, Echo())
    usual = mine.fit_predict(forms)
    right = mine.set_params(prepare__numbers__hinges__count=4).fit_predict(forms)
    for table, expected in zip(tables, (right, right, usual), strict=True):
        _expect_table(table, expected)


COLUMNS = (["km", "age"], ["brand", "kind"], "fault")
WORDS = "the brake brakes squeals noise of rear front wheel a chain jumps and light is dead, loose; km Rex again".split()


def _numbers(rng, n):
    km, age, price = rng.gamma(2, 900, size=n).round(1), rng.uniform(0, 12, size=n).round(2), rng.normal(800, 200, size=n)
    return pd.DataFrame({"km": km, "age": age, "price": price})


def _forms(rng, n, *, gaps=False):
    """Forms of n customers, and the hours that the repairs took."""
    numbers = _numbers(rng, n)
    columns = {
        "fault": [" ".join(rng.choice(WORDS, size=size)).capitalize() for size in rng.integers(1, 8, size=n)],
        "kind": rng.choice(["city", "race", "cargo"], size=n).astype(object),
        "km": numbers["km"].to_numpy(copy=True),
        "brand": rng.choice(["Rex", "Alba", "Zeno", "Orion"], size=n).astype(object),
        "age": numbers["age"].to_numpy(copy=True),
    }
    hours = 0.5 + columns["km"] / 900 + rng.random(n)
    if gaps:
        for name, column in columns.items():
            lost = rng.permutation(n) < max(1, n // 6)
            columns[name] = np.where(lost, np.nan, np.asarray(column, dtype=None if name in ("km", "age") else object))
    return pd.DataFrame(columns), hours


def _made(learner, model=None):
    """Fitting it by `fit_predict` brings a table back; `fit` would bring the pipeline back, which is dear to describe."""
    made = learner.pipeline(*COLUMNS, learner.Echo() if model is None else model)
    expect(made).is_a("Pipeline")
    return made


def _expect_names_and_table(made, forms):
    """All is asked before any of it is judged, and before anything is fitted here: failed checks are played often."""
    table, told = made.fit_predict(forms, np.zeros(len(forms))), made["prepare"].get_feature_names_out()
    mine = pipeline(*COLUMNS, Echo())
    right, names = mine.fit_predict(forms), mine["prepare"].get_feature_names_out().tolist()
    expect(_listed(told)).equals(names)
    _expect_table(table, right, names)


def _expect_table(table, right, names=None):
    table = _array(table)
    expect(table).has_shape(*right.shape)
    if table.dtype != right.dtype or not np.allclose(table, right):
        expect(pd.DataFrame(table, columns=names)).frame(pd.DataFrame(right, columns=names))  # tells the column


def _array(values):
    expect(values).is_a(np.ndarray, "DataFrame", "Series")
    return np.asarray(values)


def _listed(names):
    return names.tolist() if isinstance(names, np.ndarray) else names
