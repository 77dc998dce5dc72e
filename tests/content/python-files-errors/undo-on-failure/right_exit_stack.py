import builtins
from contextlib import ExitStack

RAISED = []  # what the steps have raised, since the last call of `steps_of`


class StepFailed(Exception):
    """An error that knows its step."""

    def __init__(self, step, code):
        super().__init__(f"{step} failed, code {code}")
        self.step = step


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


def report_to(note):
    """Return a function that tells `note` of an error."""
    return lambda error: note(f"reported {type(error).__name__}: {error}")


def ending(function, *arguments):
    """Call a function; return in words what came out of it."""
    try:
        return f"returned {function(*arguments)}"
    except BaseException as error:
        whose = "the step's" if RAISED and error is RAISED[0] else "another"
        return f"{whose} {type(error).__name__}: {error}, since {error.__cause__!r}"


def run(steps, report):
    def undoing(undo, result):
        try:
            undo(result)
        except Exception as error:
            report(error)

    results = []
    with ExitStack() as stack:
        for do, undo in steps:
            results.append(do())
            stack.callback(undoing, undo, results[-1])
        stack.pop_all()
    return results
