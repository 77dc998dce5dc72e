# The rest is as in the author's answer.
def run(steps, report):
    finished = []
    try:
        for do, undo in steps:
            value = do()
            finished.append((undo, value))
    except (Exception, KeyboardInterrupt, SystemExit):
        for undo, value in reversed(finished):
            try:
                undo(value)
            except Exception as error:
                report(error)
        raise
    return [value for _, value in finished]
