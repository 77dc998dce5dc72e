# The rest is as in the author's answer.
def nightly(folder, factors, target, say):
    with open(target, "w", encoding="utf-8") as file:
        sums, failed = totals(folder, factors)
        for name, value in sums.items():
            file.write(f"{name};{value}\n")
    for name in failed:
        say(name)
    return 1 if failed else 0
