# The rest is as in the author's answer.
import os


def read_logs(folder, amount):
    totals, skipped = {}, []
    for name in sorted(os.listdir(folder), key=str.lower):
        path = os.path.join(folder, name)
        if not name.endswith(".log") or os.path.isdir(path):
            continue
        with open(path, "rb") as file:
            content = file.read()
        try:
            text = content.decode()
        except UnicodeDecodeError:
            text = content.decode("cp1252")
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            try:
                if line.count(";") != 1:
                    raise ValueError("not ticket;amount")
                ticket, value = line.split(";")
                totals[ticket.strip()] = totals.get(ticket.strip(), 0) + amount(value.strip())
            except ValueError as error:
                skipped.append((name, number, str(error)))
    return totals, skipped
