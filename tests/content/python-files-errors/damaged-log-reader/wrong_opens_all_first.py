# The rest is as in the author's answer.
import contextlib


def read_logs(folder, amount):
    totals, skipped = {}, []
    names = [n for n in sorted(os.listdir(folder)) if n.endswith(".log") and os.path.isfile(os.path.join(folder, n))]
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(open(os.path.join(folder, n), "rb")) for n in names]
        for name, file in zip(names, files):
            content = file.read()
            try:
                text = content.decode()
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
                    totals[ticket.strip()] = totals.get(ticket.strip(), 0) + amount(text.strip())
                except ValueError as error:
                    skipped.append((name, number, str(error)))
    return totals, skipped
