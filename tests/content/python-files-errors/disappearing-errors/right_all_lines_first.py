# The rest is as in the author's answer.
def readings(folder, name):
    with open(f"{folder}/{name}", encoding="utf-8") as file:
        lines = list(file)
    found = []
    for at in range(len(lines)):
        try:
            meter, value = lines[at].split(",")
            value = float(value)
        except ValueError as error:
            raise ValueError("line " + str(at + 1) + ": " + lines[at].strip()) from error
        found.append((meter, value))
    return found


def totals(folder, factors):
    good, failed = {}, {}
    for name in sorted(os.listdir(folder)):
        try:
            good[name] = readings(folder, name)
        except (ValueError, OSError) as error:
            failed[name] = str(error)
    sums = {name: sum([factors[meter] * value for meter, value in found]) for name, found in good.items()}
    return sums, failed


def nightly(folder, factors, target, say):
    sums, failed = totals(folder, factors)
    text = "".join(f"{name};{value}\n" for name, value in sums.items())
    with open(target, "wb") as file:
        file.write(text.encode("utf-8"))
    for name in failed:
        say(name)
    return int(bool(failed))
