# The rest is as in the author's answer.
def lines_in(path, encoding):
    with open(path, "r", encoding=encoding) as f:
        return f.readlines()


def read_logs(folder, amount):
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_file() and entry.name[-4:] == ".log")
    totals = {}
    skipped = []
    for name in names:
        path = folder + "/" + name
        try:
            lines = lines_in(path, "utf8")
        except UnicodeError:
            lines = lines_in(path, "windows-1252")
        number = 0
        for line in lines:
            number += 1
            line = line.strip()
            if not line:
                continue
            ticket, semicolon, rest = line.partition(";")
            if semicolon == "" or ";" in rest:
                skipped += [(name, number, "not ticket;amount")]
                continue
            try:
                value = amount(rest.strip())
            except ValueError as error:
                skipped += [(name, number, str(error))]
                continue
            ticket = ticket.rstrip()
            if ticket not in totals:
                totals[ticket] = 0
            totals[ticket] += value
    return totals, skipped
