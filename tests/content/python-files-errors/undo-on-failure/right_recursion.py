# The rest is as in the author's answer.
def run(steps, report):
    if not steps:
        return []
    (do, undo), *rest = steps
    result = do()
    try:
        return [result] + run(rest, report)
    except BaseException as failure:
        try:
            undo(result)
        except Exception as trouble:
            report(trouble)
        raise failure
