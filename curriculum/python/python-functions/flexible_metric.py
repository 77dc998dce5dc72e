"""A scoring function with options

Two models, five models, accuracy today and another metric tomorrow: write one function, `compare`, that scores any
number of predictions against the truth and returns a dictionary from each model's name to its score. Its parameters
are for you to write:

- `y_true`, the list of true labels, comes first, followed by any number of lists of predictions.
- `metric`, a function of `(y_true, y_pred)`, in this order. Without it, `accuracy` is used.
- `names`, one for each list of predictions. Without it, they are called `"model 1"`, `"model 2"`, … If there are more
  or fewer names than predictions, raise `ValueError`.
- `digits`, to how many digits the new scores are rounded, with `round`. Without it, they are not.
- `earlier`, a dictionary of scores to start from. The result holds these as well; where a name is in it
  already, the new score counts. The dictionary itself is left as it is.
- Every other option is handed to `metric` by name, in each call; the lists are handed to it by position, since every metric
  has its own names for them. `metric` is called once for each list.

All but the lists are passed by name only. A call remembers nothing of the calls before it.

```python
truth = [1, 0, 1, 1]
compare(truth, [1, 0, 0, 1], [1, 1, 0, 0])    # {"model 1": 0.75, "model 2": 0.25}
compare(truth, [1, 0, 0, 1], names=["tree"], digits=1, earlier={"base": 0.5})    # {"base": 0.5, "tree": 0.8}
compare(truth, [1, 0, 0, 1], metric=cost, missed=2.5)    # {"model 1": 2.5}
```
"""

from mlestone.proving import answer, check, expect, given, hints, mistake

hints(
    "What does Python collect the rest of a call's positional arguments in, and what the rest of its named ones?",
    "A parameter that comes after `*predictions` can be passed only by name. A default value is made once, when the "
    "function is defined; what does that mean for a dictionary?",
    "Start from a new dictionary in every call, and copy what is in `earlier` into it, if there is anything.",
)


@given
def accuracy(y_true, y_pred):
    """The share of predictions that are right."""
    return sum(true == predicted for true, predicted in zip(y_true, y_pred)) / len(y_true)


@given
def cost(y_true, y_pred, missed=3.0, offset=0.0):
    """Another metric: what wrong predictions cost, a 1 that is missed more than a 0."""
    pairs = list(zip(y_true, y_pred))
    return offset + missed * pairs.count((1, 0)) + pairs.count((0, 1))


@answer(signature=False)
def compare(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    """Return a dictionary from each model's name to the score of its predictions."""
    if names is None:
        names = [f"model {number}" for number in range(1, len(predictions) + 1)]
    if len(names) != len(predictions):
        raise ValueError(f"{len(names)} names for {len(predictions)} predictions")
    scores = dict(earlier or {})
    for name, y_pred in zip(names, predictions):
        score = metric(y_true, y_pred, **options)
        scores[name] = score if digits is None else round(score, digits)
    return scores


@mistake(compare, "The scores are printed but not returned: whoever calls the function gets None and cannot use them.")
def prints_the_scores(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    print(compare(y_true, *predictions, metric=metric, names=names, digits=digits, earlier=earlier, **options))


@mistake(
    compare,
    "When there are fewer names than predictions (or more), the rest is dropped without a word: `zip` stops at the "
    "shorter one.",
)
def stops_at_the_shorter(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    if names is not None:
        shorter = min(len(names), len(predictions))
        names, predictions = names[:shorter], predictions[:shorter]
    return compare(y_true, *predictions, metric=metric, names=names, digits=digits, earlier=earlier, **options)


@mistake(
    compare,
    "The result holds the score of the first list of predictions only. When is `return` reached: after the loop, or in its "
    "first round?",
)
def returns_in_the_first_round(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    if names is not None and len(names) != len(predictions):
        raise ValueError
    if predictions:
        names = None if names is None else names[:1]
        return compare(y_true, predictions[0], metric=metric, names=names, digits=digits, earlier=earlier, **options)


@mistake(
    compare,
    "The result is right, but the dictionary passed as `earlier` now holds the new scores too: it is the caller's, "
    "under another name.",
)
def writes_into_earlier(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    scores = {} if earlier is None else earlier
    scores.update(compare(y_true, *predictions, metric=metric, names=names, digits=digits, **options))
    return scores


@mistake(
    compare,
    "Where a name is in `earlier` already, the old score is kept and the new one lost: what is taken in last counts.",
)
def lets_earlier_scores_win(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    return {
        **compare(y_true, *predictions, metric=metric, names=names, digits=digits, **options),
        **(earlier or {}),
    }


@mistake(
    compare,
    "Scores of earlier calls turn up again. A dictionary in a default value, or outside the function, is made once, and "
    "every call that does not bring its own writes into that one.",
)
def remembers(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier={}, **options):
    new = compare(y_true, *predictions, metric=metric, names=names, digits=digits, **options)
    earlier.update(new)
    return dict(earlier)


@mistake(
    compare,
    "A misspelled option makes `metric` raise, the exception is caught, and the score comes out as if nothing had been asked "
    "for. Let it through.",
)
def forgets_options_that_are_refused(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    def forgiving(true, predicted, **more):
        try:
            return metric(true, predicted, **more)
        except TypeError:
            return metric(true, predicted)

    return compare(y_true, *predictions, metric=forgiving, names=names, digits=digits, earlier=earlier, **options)


@mistake(compare, "The options are collected and then forgotten: `metric` is called without them.")
def keeps_the_options(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    return compare(y_true, *predictions, metric=metric, names=names, digits=digits, earlier=earlier)


@mistake(
    compare,
    "The values of the options are handed over without their names, in the order in which the caller wrote them, which need "
    "not be that of the parameters of `metric`.",
)
def hands_options_over_by_position(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    def by_position(true, predicted, **more):
        return metric(true, predicted, *more.values())

    return compare(
        y_true, *predictions, metric=by_position, names=names, digits=digits, earlier=earlier, **options
    )


@mistake(
    compare,
    "`metric` gets all options as one dictionary, in the place of its next parameter. What turns a dictionary into named "
    "arguments again?",
)
def hands_over_the_dictionary(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    def with_dictionary(true, predicted, **more):
        return metric(true, predicted, more)

    return compare(
        y_true, *predictions, metric=with_dictionary, names=names, digits=digits, earlier=earlier, **options
    )


@mistake(
    compare,
    "An option that is 0, `False` or empty never gets to `metric`, which takes its default instead: whoever passes 0 has "
    "passed something.",
)
def drops_options_that_are_false(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    options = {name: value for name, value in options.items() if value}
    return compare(y_true, *predictions, metric=metric, names=names, digits=digits, earlier=earlier, **options)


@mistake(
    compare,
    "`metric` gets the lists under the names `y_true` and `y_pred`; a metric whose parameters have other names cannot take "
    "them.",
)
def hands_lists_over_by_name(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    def by_name(true, predicted, **more):
        return metric(y_true=true, y_pred=predicted, **more)

    return compare(y_true, *predictions, metric=by_name, names=names, digits=digits, earlier=earlier, **options)


@mistake(
    compare,
    "The earlier scores are rounded as well: `digits` is for what this call computes, and the others come back as they "
    "were.",
)
def rounds_earlier_scores(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    scores = compare(y_true, *predictions, metric=metric, names=names, earlier=earlier, **options)
    return scores if digits is None else {name: round(score, digits) for name, score in scores.items()}


@mistake(
    compare,
    "0 and an empty list count as false, like `None`, and are taken for it here. Whoever passes them has passed something.",
)
def takes_what_is_false_for_none(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    names, digits = names or None, digits or None
    return compare(y_true, *predictions, metric=metric, names=names, digits=digits, earlier=earlier, **options)


@mistake(compare, "`metric` gets the predictions first and the truth second: most metrics notice, accuracy does not.")
def swaps_truth_and_predictions(y_true, *predictions, metric=accuracy, names=None, digits=None, earlier=None, **options):
    def swapped(true, predicted, **more):
        return metric(predicted, true, **more)

    return compare(y_true, *predictions, metric=swapped, names=names, digits=digits, earlier=earlier, **options)


@check("returns the accuracy of one list of predictions, under its default name")
def one_model(learner, rng):
    truth, predicted = _labels(rng), _labels(rng)
    expect(learner.compare(truth, predicted)).close(compare(truth, predicted))


@check("scores any number of predictions, none included", sizes=(2, 3, 6, 0))
def any_number(learner, rng, size):
    truth = _labels(rng)
    predictions = [_labels(rng) for _ in range(size)]
    expect(learner.compare(truth, *predictions)).close(compare(truth, *predictions))


@check("uses names and another metric when they are given")
def named(learner, rng):
    truth, tree, forest = [1, 1, 0, *_labels(rng)], [0, 1, 0, *_labels(rng)], [1, 0, 1, *_labels(rng)]
    names = ["tree", "forest"]
    for metric in (cost, _hits):
        scores = learner.compare(truth, tree, forest, names=names, metric=metric)
        expect(scores).close(compare(truth, tree, forest, names=names, metric=metric))


@check("hands every other option to the metric, which it calls once for each list")
def options_arrive(learner, rng):
    truth, tree, forest = [1, 1, 0, *_labels(rng)], [0, 1, 0, *_labels(rng)], [1, 0, 1, *_labels(rng)]
    metric = expect.counting(cost)
    scores = learner.compare(truth, tree, forest, metric=metric, missed=2.5, offset=0.125)
    expect(scores).close(compare(truth, tree, forest, metric=cost, missed=2.5, offset=0.125))
    expect(metric).called(exactly=2)
    for options in ({"offset": 0.125, "missed": 2.5}, {"offset": 0.125}, {"missed": 0}):
        scores = learner.compare(truth, tree, forest, metric=cost, **options)
        expect(scores).close(compare(truth, tree, forest, metric=cost, **options))


@check("lets the metric refuse an option it does not know")
def options_refused(learner, rng):
    truth, predicted = _labels(rng), _labels(rng)
    expect.raises("TypeError", lambda: learner.compare(truth, predicted, digit=1))


@check("rounds when told to, also to 0 digits or to tens, and otherwise never")
def rounded(learner, rng):
    truth, predicted = [0, 1, 1, 0, 1, 1, 0], [0, 1, 1, 0, 0, 1, 0]
    for digits in (2, 0, None):
        expect(learner.compare(truth, predicted, digits=digits)).equals(compare(truth, predicted, digits=digits))
    scores = learner.compare(truth, predicted, digits=-1, metric=cost, missed=37)
    expect(scores).close(compare(truth, predicted, digits=-1, metric=cost, missed=37))


@check("starts from earlier scores and leaves them as they are")
def earlier_scores(learner, rng):
    truth, predicted = _labels(rng), _labels(rng)
    earlier = {"base": 0.5, "tree": 0.25}
    result = learner.compare(truth, predicted, names=["tree"], earlier=earlier)
    expect(result).close(compare(truth, predicted, names=["tree"], earlier=earlier))
    expect(learner.compare(truth, earlier=earlier)).close(earlier)
    expect(learner.compare).leaves_unchanged(truth, predicted, names=["forest"], earlier=earlier)


@check("rounds the new scores only")
def rounded_beside_earlier(learner, rng):
    truth, predicted = [0, 1, 1, 0, 1, 1, 0], [0, 1, 1, 0, 0, 1, 0]
    earlier = {"base": float(rng.uniform(0.1, 0.9))}
    result = learner.compare(truth, predicted, digits=1, earlier=earlier)
    expect(result).close(compare(truth, predicted, digits=1, earlier=earlier))


@check("refuses names that do not match the predictions")
def names_that_do_not_match(learner, rng):
    truth, tree, forest = _labels(rng), _labels(rng), _labels(rng)
    expect.raises("ValueError", lambda: learner.compare(truth, tree, forest, names=["tree"]))
    expect.raises("ValueError", lambda: learner.compare(truth, tree, names=["tree", "forest"]))
    expect.raises("ValueError", lambda: learner.compare(truth, tree, names=[]))


@check("remembers nothing from one call to the next")
def forgets(learner, rng):
    truth, first, second = _labels(rng), _labels(rng), _labels(rng)
    expect(learner.compare(truth, first, second)).close(compare(truth, first, second))
    expect(learner.compare(truth, first, names=["tree"])).close(compare(truth, first, names=["tree"]))


def _labels(rng):
    return rng.integers(0, 2, size=7).tolist()


def _hits(a, b):
    """A metric with other names for its parameters."""
    return sum(true == predicted == 1 for true, predicted in zip(a, b))
