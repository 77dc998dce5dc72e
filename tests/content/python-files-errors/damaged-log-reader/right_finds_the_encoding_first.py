# The rest is as in the author's answer.
def encoding_of(path):
    try:
        with open(path, encoding="utf-8") as file:
            for _ in file:
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def read_logs(folder, amount):
    totals, skipped = {}, []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not (name.endswith(".log") and os.path.isfile(path)):
            continue
        with open(path, encoding=encoding_of(path), newline="\n") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                match = re.fullmatch(r"([^;]*);([^;]*)", line)
                if match is None:
                    skipped.append((name, number, "not ticket;amount"))
                    continue
                ticket, text = match[1].strip(), match[2].strip()
                try:
                    value = amount(text)
                except ValueError as error:
                    skipped.append((name, number, str(error)))
                else:
                    totals[ticket] = totals.get(ticket, 0) + value
    return totals, skipped
