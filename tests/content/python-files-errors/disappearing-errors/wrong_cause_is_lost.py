# The rest is as in the author's answer.
def readings(folder, name):
    found = []
    with open(folder + "/" + name, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                meter, value = line.split(",")
                found.append((meter, float(value)))
            except ValueError:
                raise ValueError(f"line {number}: {line.strip()}") from None
    return found
