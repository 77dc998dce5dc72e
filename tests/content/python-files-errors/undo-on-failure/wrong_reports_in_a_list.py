# The rest is as in the author's answer.
def run(steps, report):
    done, troubles = [], []
    try:
        for do, undo in steps:
            done.append((undo, do()))
    except BaseException:
        for undo, value in reversed(done):
            try:
                undo(value)
            except Exception as error:
                troubles.append(error)
        if troubles:
            report(troubles)
        raise
    return [value for _, value in done]
