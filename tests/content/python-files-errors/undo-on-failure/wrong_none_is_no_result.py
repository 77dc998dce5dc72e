# The rest is as in the author's answer.
def run(steps, report):
    results, failure = [], None
    for do, _ in steps:
        try:
            results.append(do())
        except BaseException as error:
            failure = error
            break
    if failure is None:
        return [r for r in results if r is not None]
    for (_, undo), value in zip(steps[: len(results)][::-1], results[::-1]):
        try:
            undo(value)
        except Exception as error:
            report(error)
    raise failure
