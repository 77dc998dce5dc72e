"""Whatever was begun is taken back

A program moves a laboratory to a new server: it makes a folder, creates a table, copies the rows. When a step fails, what the earlier
steps did has to go, or the next attempt finds a folder that is already there. Write `run(steps, report)`.

- `steps` is a list of tuples `(do, undo)`. `run` calls the functions `do()` one after the other, each once. If none fails, it returns
  the list of what they returned, and nothing is undone.
- A step fails if its `do` raises anything, also what is no `Exception`, such as `KeyboardInterrupt`. No later step is begun. Each finished step is
  undone, once, the last one first, by a call of its `undo` with the one value that its `do` returned, whatever that is, also
  `None`. The failed step has not finished: it is not undone.
- After that, the step's error gets out of `run`: the very object that `do` raised, with the `__cause__` it had.
- If an `undo` raises an `Exception` itself, `run` calls `report` with that error at once, and goes on undoing. What gets out in the end is
  still the error of the step.
- `report` is called with nothing else.

Three things are there to try it on: `steps_of` makes steps that tell what they do, `report_to` makes a `report`, and `ending` says what came
out of a call.

```python
run(steps_of([("folder", "/new"), ("table", 7)], print), print)    # ["/new", 7]

# Of each step: its name, what `do` returns, the error in `do`, the error in `undo`.
plan = [("folder", "/new"), ("table", 7, "", "OSError"), ("rows", 0, "ValueError")]
notes = []
ending(run, steps_of(plan, notes.append), report_to(notes.append))    # "the step's ValueError: rows failed, since KeyError('rows')"
notes[:3]    # ["do folder", "do table", "do rows"]
notes[3:]    # ["undo table: 7", "reported OSError: table stays", "undo folder: '/new'"]
```
"""

import builtins

from mlestone.proving import altered, answer, check, expect, given, hints, mistake

hints(
    "What must be known of a finished step, so that it can be undone later? And what does a `try` cost that stands around all steps, "
    "instead of around each?",
    "`except Exception` lets `KeyboardInterrupt` pass by; `except BaseException` does not. What it catches has to go on, and a bare `raise` "
    "at the end of the block sends on the very error that was caught.",
    "One `try` around the loop that calls each `do` and notes its `undo` and its result. In its `except`, the notes are gone through in reverse, each "
    "`undo` in a `try` of its own; then the bare `raise`. A `return` in a `finally` would swallow the error.",
)


RAISED = given([])  # what the steps have raised, since the last call of `steps_of`


@given
class StepFailed(Exception):
    """An error that knows its step."""

    def __init__(self, step, code):
        super().__init__(f"{step} failed, code {code}")
        self.step = step


@given
def steps_of(plan, note):
    """Return steps that tell `note` what they do; `plan` holds tuples (name, result, error in `do`, error in `undo`)."""
    RAISED.clear()

    def step(name, result, fault="", undo_fault=""):
        def do():
            note(f"do {name}")
            if not fault:
                return result
            RAISED.append(StepFailed(name, 7) if fault == "StepFailed" else getattr(builtins, fault)(f"{name} failed"))
            raise RAISED[-1] from KeyError(name)

        def undo(value):
            note(f"undo {name}: {value!r}")
            if undo_fault:
                raise getattr(builtins, undo_fault)(f"{name} stays")

        return do, undo

    return [step(*one) for one in plan]


@given
def report_to(note):
    """Return a function that tells `note` of an error."""
    return lambda error: note(f"reported {type(error).__name__}: {error}")


@given
def ending(function, *arguments):
    """Call a function; return in words what came out of it."""
    try:
        return f"returned {function(*arguments)}"
    except BaseException as error:
        whose = "the step's" if RAISED and error is RAISED[0] else "another"
        return f"{whose} {type(error).__name__}: {error}, since {error.__cause__!r}"


@answer
def run(steps, report):
    """Call each `do`, and return their results; if one fails, undo those before it and send its error on."""
    done = []
    try:
        for do, undo in steps:
            done.append((undo, do()))
    except BaseException:
        for undo, result in reversed(done):
            try:
                undo(result)
            except Exception as error:
                report(error)
        raise
    return [result for _, result in done]


def _undone(done, report):
    """Undo in reverse, as is right."""
    for undo, result in reversed(done):
        try:
            undo(result)
        except Exception as error:
            report(error)


@mistake(
    run,
    "A list is returned although a step has failed: a `return` in `finally`, or at the end of an `except`, drops the error that was on its way out, and "
    "the caller hears that all went well.",
)
def returns_in_finally(steps, report):
    done = []
    failed = True
    try:
        for do, undo in steps:
            done.append((undo, do()))
        failed = False
    finally:
        if failed:
            _undone(done, report)
        return [result for _, result in done]


swallows = mistake(run, "The error is caught, what was done is undone, and then nothing is raised any more: the caller gets `None` and goes on.")(
    altered({"        raise\n": "        return None\n"})
)


misses_the_interrupt = mistake(
    run,
    "What is caught here is an `Exception`. Whoever presses Ctrl-C raises a `KeyboardInterrupt`, which is none: the program ends, and everything "
    "stays half done.",
)(
    altered({"BaseException": "Exception"})
)


undoes_forwards = mistake(run, "The steps are undone in the order in which they were done: the folder is to go while the table is still in it.")(
    altered({"reversed(done)": "done"})
)


wraps_it = mistake(
    run,
    "A new error is raised in the place of the old one. Its text may be the same; who catches the kind that the step raised, or asks for its cause, "
    "finds something else.",
)(
    altered({"BaseException:": "BaseException as fault:", "        raise\n": "        raise RuntimeError(str(fault)) from fault\n"})
)


makes_it_anew = mistake(run, "An error of the same kind is made anew. What led to the old one, its `__cause__`, stays there, and a kind that wants more than a text cannot be made so.")(
    altered({"BaseException:": "BaseException as fault:", "        raise\n": "        raise type(fault)(*fault.args)\n"})
)


stops_at_a_failed_undo = mistake(
    run,
    "The first `undo` that fails ends the undoing, and its error hides that of the step. Which calls in your `except` can fail themselves?",
)(
    altered({
        "            try:\n                undo(result)\n            except Exception as error:\n                report(error)\n": "            undo(result)\n"
    })
)


@mistake(run, "One `try` stands around all undoing: the first `undo` that fails is reported, and those after it are not called.")
def one_try_for_all(steps, report):
    done = []
    try:
        for do, undo in steps:
            done.append((undo, do()))
    except BaseException:
        try:
            for undo, result in reversed(done):
                undo(result)
        except Exception as error:
            report(error)
        raise
    return [result for _, result in done]


@mistake(run, "The failed undo is passed over, and nobody hears of it.")
def reports_nothing(steps, report):
    return run(steps, lambda error: None)


undoes_the_failed_step = mistake(run, "What is undone is what the *failed* step would have left: it has not finished, and has nothing to undo.")(
    altered({"done.append((undo, do()))": "done.append([undo, None])\n            done[-1][1] = do()"})
)


asks_the_result = mistake(run, "A step whose `do` returned nothing, or 0, is not undone: the result is asked whether it is true. Being finished is something else.")(
    altered({"                undo(result)": "                if result:\n                    undo(result)"})
)


@mistake(run, "Nothing is undone: the error gets out, and what the earlier steps did stays as it is.")
def undoes_nothing(steps, report):
    return [do() for do, _ in steps]


notes_by_undo = mistake(run, "What is finished is noted in a dictionary by its `undo`: of two steps with the same `undo`, only one is left in it.")(
    altered({
        "done = []": "done = {}",
        "done.append((undo, do()))": "done[undo] = do()",
        "reversed(done)": "reversed(done.items())",
        "[result for _, result in done]": "list(done.values())",
    })
)


@mistake(run, "The undoing stands in a `finally` and is done in any case, also after a success.")
def undoes_always(steps, report):
    done = []
    try:
        for do, undo in steps:
            done.append((undo, do()))
        return [result for _, result in done]
    finally:
        _undone(done, report)


@mistake(run, "Each step has a `try` of its own, and after a failure the later steps are still begun.")
def goes_on_after_a_failure(steps, report):
    done, failure = [], None
    for do, undo in steps:
        try:
            done.append((undo, do()))
        except BaseException as error:
            failure = failure or error
    if failure is not None:
        _undone(done, report)
        raise failure
    return [result for _, result in done]


@mistake(run, "The error of the step is reported as well. `report` is for what an `undo` raises.")
def reports_the_step_too(steps, report):
    try:
        return run(steps, report)
    except BaseException as error:
        report(error)
        raise


@mistake(run, "Every `undo` gets the result of the last step: the loop's name is asked after the loop, when it stands for one value only.")
def one_result_for_all(steps, report):
    undos, results = [], []
    try:
        for do, undo in steps:
            results.append(do())
            undos.append(undo)
    except BaseException:
        _undone([(undo, results[-1]) for undo in undos], report)
        raise
    return results


@check("returns what the steps returned, in their order, and undoes nothing", sizes=(0, 1, 2, 5))
def all_well(learner, rng, size):
    plan = _plan(rng, size)
    notes, note = _notebook()
    got = learner.run(learner.steps_of(plan, note), learner.report_to(note))
    expect(got).is_a(list).equals([result for _, result in plan])
    expect(notes).equals(_noted(plan))


@check("undoes the finished steps, the last one first, each with its own result", sizes=(1, 2, 5))
def undone(learner, rng, size):
    _fails(learner, [*_plan(rng, size), ("last", None, "ValueError")])


@check("lets the step's error out, of whatever kind it is")
def kinds(learner, rng):
    for kind in rng.permutation(["OSError", "LookupError", "StepFailed"]).tolist():
        _fails(learner, [*_plan(rng, 2), ("last", None, kind)])


@check("begins no step after the failed one")
def no_later_step(learner, rng):
    _fails(learner, [*_plan(rng, 2), ("bad", None, "TypeError"), ("later", 5), ("worse", 1, "OSError")])


@check("has nothing to undo where the first step fails")
def first_fails(learner, rng):
    _fails(learner, [("first", 1, "ValueError"), *_plan(rng, 2)])


@check("undoes a step twice that was done twice")
def twice(learner, rng):
    plan, last = _plan(rng, 2), ("last", None, "ValueError")
    notes, note = _notebook()
    first, second, bad = learner.steps_of([*plan, last], note)
    expect.raises(ValueError, lambda: learner.run([first, second, first, bad], learner.report_to(note)))
    expect(notes).equals(_noted([*plan, plan[0], last]))


@check("returns None, 0 and an empty text like any other result, and undoes their steps as well")
def empty_results(learner, rng):
    plan = [(f"step {at}", (None, 0, "", [])[at]) for at in rng.permutation(4).tolist()]
    expect(learner.run(learner.steps_of(plan, _hears), _hears)).equals([result for _, result in plan])
    _fails(learner, [*plan, ("last", 3, "ValueError")])


@check("undoes them also when what is raised is no Exception, as when somebody presses Ctrl-C")
def interrupted(learner, rng):
    for kind in ("KeyboardInterrupt", "SystemExit", "GeneratorExit"):
        _fails(learner, [*_plan(rng, 3), ("last", None, kind)])


@check("goes on undoing when an `undo` fails, reports that, and still sends the step's error on")
def undo_fails(learner, rng):
    for faults in (("OSError", "", "KeyError"), ("", "ValueError", ""), ("LookupError", "OSError", "TypeError")):
        steps = [(*step, "", fault) for step, fault in zip(_plan(rng, 3), faults)]
        for kind in ("StepFailed", "KeyboardInterrupt"):
            _fails(learner, [*steps, ("last", 0, kind, "OSError")])


@check("sends the very error on, and leaves its cause as it was")
def very_error(learner, rng):
    for fault in ("", "OSError"):
        name, result = _plan(rng, 1)[0]
        plan = [(name, result, "", fault), ("last", None, str(rng.choice(["ValueError", "StepFailed"])))]
        notes, note = _notebook()
        got = learner.ending(learner.run, learner.steps_of(plan, note), learner.report_to(note))
        expect(got).equals(ending(run, steps_of(plan, len), report_to(len)))


def _fails(learner, plan):
    """The error of the step that fails gets out, and what is noted is right."""
    notes, note = _notebook()
    steps, report = learner.steps_of(plan, note), learner.report_to(note)
    kind = next(fault for _, _, fault, *_ in (step for step in plan if len(step) > 2) if fault)
    expect.raises(kind, lambda: learner.run(steps, report))
    expect(notes).equals(_noted(plan))


def _hears(text):
    pass


def _notebook():
    """A list, and the function that writes into it."""
    notes = []

    def note(text):
        notes.append(text)

    return notes, note


def _noted(plan):
    notes, note = _notebook()
    ending(run, steps_of(plan, note), report_to(note))
    return notes


def _plan(rng, size):
    """Steps without a fault."""
    names = rng.permutation(["folder", "table", "index", "rows", "key", "user"]).tolist()[:size]
    return [(name, int(rng.integers(1, 100)) + 100 * at) for at, name in enumerate(names)]
