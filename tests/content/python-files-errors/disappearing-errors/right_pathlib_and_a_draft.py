# The rest is as in the author's answer.
from pathlib import Path


def readings(folder, name):
    content = Path(folder, name).read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(content.splitlines(), 1):
        parts = line.split(",")
        if len(parts) != 2:
            raise ValueError(f"line {number}: {line.strip()}")
        try:
            value = float(parts[1])
        except ValueError as wrong:
            raise ValueError(f"line {number}: {line.strip()}") from wrong
        found += [(parts[0], value)]
    return found


def totals(folder, factors):
    sums, failed = {}, {}
    for path in sorted(Path(folder).iterdir()):
        found = None
        try:
            found = readings(folder, path.name)
        except OSError as error:
            failed[path.name] = str(error)
        except ValueError as error:
            failed[path.name] = f"{error}"
        if found is not None:
            sums[path.name] = 0
            for meter, value in found:
                sums[path.name] += factors[meter] * value
    return sums, failed


def nightly(folder, factors, target, say):
    sums, failed = totals(folder, factors)
    draft = target + ".draft"
    with open(draft, "w", encoding="utf-8") as file:
        file.writelines(f"{name};{total}\n" for name, total in sums.items())
    os.replace(draft, target)
    code = 0
    for name in failed:
        say(name)
        code = 1
    return code
