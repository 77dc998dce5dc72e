# The rest is as in the author's answer.
def run(steps, report):
    done = []
    try:
        for do, undo in steps:
            done.append((undo, do()))
    except BaseException as failure:
        trouble = failure.__cause__
        while done:
            undo, value = done.pop()
            try:
                undo(value)
            except Exception as error:
                trouble = error
                report(error)
        raise failure from trouble
    return [value for _, value in done]
