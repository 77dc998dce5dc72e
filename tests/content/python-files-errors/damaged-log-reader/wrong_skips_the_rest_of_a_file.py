# The rest is as in the author's answer.
import os


def read_logs(folder, amount):
    totals, skipped = {}, []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.endswith(".log") or os.path.isdir(path):
            continue
        number = 0
        try:
            for line in _lines(path):
                number += 1
                if not line.strip():
                    continue
                if line.count(";") != 1:
                    raise ValueError("not ticket;amount")
                ticket, value = line.split(";")
                totals[ticket.strip()] = totals.get(ticket.strip(), 0) + amount(value.strip())
        except ValueError as error:
            skipped.append((name, number, str(error)))
    return totals, skipped
