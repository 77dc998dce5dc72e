# The rest is as in the author's answer.
from contextlib import ExitStack


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
