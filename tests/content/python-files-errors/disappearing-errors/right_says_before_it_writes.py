# The rest is as in the author's answer.
def number_of(line):
    meter, value = line.split(",")
    return meter, float(value)


def readings(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        lines = file.readlines()
    found = []
    for number in range(len(lines)):
        problem = None
        try:
            found.append(number_of(lines[number]))
        except ValueError as error:
            problem = ValueError(f"line {number + 1}: {lines[number].strip()}")
            problem.__cause__ = error
        if problem is not None:
            raise problem
    return found


def totals(folder, factors):
    sums, failed = {}, {}
    for name in sorted(os.listdir(folder)):
        try:
            found = readings(folder, name)
        except (UnicodeDecodeError, ValueError, FileNotFoundError, IsADirectoryError, OSError) as error:
            failed[name] = f"{error}"
            continue
        sums[name] = sum([factors[meter] * value for meter, value in found])
    return sums, failed


def nightly(folder, factors, target, say):
    sums, failed = totals(folder, factors)
    for name in failed.keys():
        say(name)
    with open(target, mode="w", encoding="utf-8") as file:
        print(*[f"{name};{value}" for name, value in sums.items()], sep="\n", end="\n" if sums else "", file=file)
    return min(len(failed), 1)
