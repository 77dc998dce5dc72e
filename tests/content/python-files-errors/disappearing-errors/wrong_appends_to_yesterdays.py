# The rest is as in the author's answer.
def nightly(folder, factors, target, say):
    sums, failed = totals(folder, factors)
    with open(target, "a", encoding="utf-8") as file:
        for name, value in sums.items():
            file.write(f"{name};{value}\n")
    for name in failed:
        say(name)
    return 1 if failed else 0
