# The rest is as in the author's answer.
def show(runs):
    print(heading())
    print("-" * 43)
    for run in runs:
        print(run)
