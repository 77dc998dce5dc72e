# The rest is as in the author's answer.
def run(steps, report):
    done = []
    try:
        for do, undo in steps:
            done.append((undo, do()))
    except (Exception, KeyboardInterrupt):
        for undo, value in done[::-1]:
            try:
                undo(value)
            except Exception as error:
                report(error)
        raise
    return [value for _, value in done]
