# The rest is as in the author's answer.
def nightly(folder, factors, target, say):
    sums, failed = totals(folder, factors)
    for name in failed:
        say(name)
    if failed:
        return 1
    with open(target, "w", encoding="utf-8") as file:
        for name, value in sums.items():
            file.write(f"{name};{value}\n")
    return 0
