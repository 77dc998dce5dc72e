# The rest is as in the author's answer.
from collections import Counter
from pathlib import Path


def text_of(path):
    content = path.read_bytes()
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise ValueError(path.name)


def parse(line, amount):
    parts = line.split(";")
    if len(parts) != 2:
        raise ValueError("not ticket;amount")
    return parts[0].strip(), amount(parts[1].strip())


def read_logs(folder, amount):
    totals, skipped = Counter(), []
    for path in sorted(Path(folder).iterdir()):
        if path.suffix == ".log" and path.is_file():
            for number, line in enumerate(text_of(path).replace("\r\n", "\n").split("\n"), 1):
                if line.strip() == "":
                    continue
                try:
                    ticket, sold = parse(line, amount)
                except ValueError as error:
                    skipped.append((path.name, number, str(error)))
                else:
                    totals[ticket] += sold
    return dict(totals), skipped
