# The rest is as in the author's answer.
def run(steps, report):
    results, whole = [], False
    try:
        for do, _ in steps:
            results.append(do())
        whole = True
        return results
    finally:
        while results and not whole:
            value = results.pop()
            try:
                steps[len(results)][1](value)
            except Exception as error:
                report(error)
