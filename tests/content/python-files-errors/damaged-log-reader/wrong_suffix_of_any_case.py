# The rest is as in the author's answer.
def read_logs(folder, amount):
    totals, skipped = {}, []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.lower().endswith(".log") or os.path.isdir(path):
            continue
        with open(path, "rb") as file:
            content = file.read()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            if line.count(";") != 1:
                skipped.append((name, number, "not ticket;amount"))
                continue
            ticket, text = line.split(";")
            try:
                value = amount(text.strip())
            except ValueError as error:
                skipped.append((name, number, str(error)))
            else:
                ticket = ticket.strip()
                totals[ticket] = totals.get(ticket, 0) + value
    return totals, skipped
