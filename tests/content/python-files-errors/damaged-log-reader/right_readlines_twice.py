import _io
import builtins
import io
import os
import re
import shutil
from tempfile import mkdtemp

OPENED = []
PLACE = []


def prepare(files):
    """Go to a new place, where the folder "logs" holds these files: a dict from names to bytes, or to None for a folder.

    The machine is an odd one: texts in that folder are ASCII unless `open` is told otherwise, and a third open file is refused.
    """
    old, PLACE[:] = PLACE[:], [mkdtemp()]
    os.chdir(PLACE[0])
    for place in old:
        shutil.rmtree(place)
    OPENED.clear()
    builtins.open = io.open = open_here
    io.text_encoding = lambda encoding, _=2: encoding or "locale"  # what pathlib asks
    os.mkdir("logs")
    for name, content in files.items():
        path = os.path.join("logs", name)
        if content is None:
            os.mkdir(path)
            continue
        with _io.open(path, "wb") as file:
            file.write(content)


def open_here(file, mode="r", buffering=-1, encoding=None, *more, **options):
    """What `open` is after a `prepare`."""
    if not re.search(r"\blogs\b", str(file)):
        return _io.open(file, mode, buffering, encoding, *more, **options)
    if sum(not one.closed for one in OPENED) >= 2:
        raise OSError(24, "Too many open files")
    if "b" not in mode and encoding in (None, "locale"):
        encoding = "ascii"
    OPENED.append(_io.open(file, mode, buffering, encoding, *more, **options))
    return OPENED[-1]


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
