# The rest is as in the author's answer.
def run(steps, report):
    finished = {}
    try:
        for do, undo in steps:
            value = do()
            finished[undo] = value
    except BaseException:
        for undo, value in reversed(finished.items()):
            try:
                undo(value)
            except Exception as error:
                report(error)
        raise
    return list(finished.values())
