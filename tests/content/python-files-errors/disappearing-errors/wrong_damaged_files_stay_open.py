# The rest is as in the author's answer.
def readings(folder, name):
    found = []
    file = open(folder + "/" + name, encoding="utf-8")
    for number, line in enumerate(file, start=1):
        try:
            meter, value = line.split(",")
            found.append((meter, float(value)))
        except ValueError as error:
            raise ValueError(f"line {number}: {line.strip()}") from error
    file.close()
    return found
