# The rest is as in the author's answer.
class Undoing:
    def __init__(self, report):
        self.done, self.report = [], report

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            while self.done:
                undo, value = self.done.pop()
                try:
                    undo(value)
                except Exception as one:
                    self.report(one)
        return False


def run(steps, report):
    with Undoing(report) as undoing:
        for do, undo in steps:
            undoing.done.append((undo, do()))
        return [value for undo, value in undoing.done]
