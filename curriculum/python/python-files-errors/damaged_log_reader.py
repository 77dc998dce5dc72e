r"""Logs from five machines, two of them old

The ticket machines of a museum write a file each day, with a line `ticket;amount` for each sale. Three machines write UTF-8, the two old
ones Windows-1252, which Python calls `"cp1252"`, and now and then a line is damaged. Write `read_logs(folder, amount)`, which returns a tuple
`(totals, skipped)`.

- Read are the files in `folder` whose names end in `.log`, in the order of `sorted` names. Other files, and folders of whatever name,
  are passed over. `folder` is a text; if there is no such folder, a `FileNotFoundError` gets out.
- A file is UTF-8 if all of its bytes together are UTF-8; if they are not, the whole file is `"cp1252"`. That holds on machines of every
  default encoding.
- Lines end in `"\n"` or `"\r\n"` and at no other sign; the last may lack it, and no other `"\r"` occurs. Lines without anything but white space are passed over, but counted.
- A line has exactly one semicolon, with the ticket before it and the amount behind it, both without the white space at their ends. The function
  `amount` makes a whole number of the amount's text, or raises a `ValueError`.
- `totals` is a dict from each ticket that has a good line to the sum of its numbers.
- `skipped` is a list with a tuple `(name, number, reason)` for each damaged line, file after file, line after line: the name of the file
  without its folder, the number of the line counted from 1, and why. The reason is `"not ticket;amount"` if the line has not one
  semicolon, and otherwise the text of the `ValueError`.
- Any other error of `amount` is a fault of the program, no damaged line: it gets out.
- At most two files are open at a time, and none when the call is over, also when an error gets out.

`prepare` is there to try it on.

```python
files = {"old.log": b"Sch\xfcler;5\nAudio;3,5", "new.log": b"Sch\xc3\xbcler;4\n\nAudio\n"}
prepare(files)
totals, skipped = read_logs("logs", int)
totals    # {"Schüler": 9}
skipped[0]    # ("new.log", 3, "not ticket;amount")
skipped[1]    # ("old.log", 2, "invalid literal for int() with base 10: '3,5'")
```
"""

import _io
import builtins
import io
import os
import re
import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

from mlestone.proving import answer, check, expect, given, helper, hints, mistake

hints(
    "Which lines of your program may fail because of what is in a file, and which error does each of them raise? Is anything else "
    "caught as well?",
    "Whether a file is UTF-8 is known only after its last byte. What has been counted by then, if the lines are counted while it is read? "
    'Opened with mode `"rb"`, a file hands over bytes, which know nothing of encodings; `bytes` have a method `decode`.',
    "First the whole content as bytes, in a `with`; then one decoding, and another where it raises `UnicodeDecodeError`; only then the "
    "lines. Of each line, `amount` alone stands in the `try`.",
)


OPENED = given([])
PLACE = given([])


@given
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


@given
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


@helper
def _lines(path):
    with open(path, "rb") as file:
        content = file.read()
    try:
        return content.decode().split("\n")
    except UnicodeDecodeError:
        return content.decode("cp1252").split("\n")


@answer
def read_logs(folder, amount):
    """Return the total of each ticket, and what was skipped."""
    totals, skipped = {}, []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.endswith(".log") or os.path.isdir(path):
            continue
        for number, line in enumerate(_lines(path), start=1):
            if not line.strip():
                continue
            if line.count(";") != 1:
                skipped.append((name, number, "not ticket;amount"))
                continue
            ticket, _, text = line.partition(";")
            try:
                sold = amount(text.strip())
            except ValueError as error:
                skipped.append((name, number, str(error)))
            else:
                totals[ticket.strip()] = totals.get(ticket.strip(), 0) + sold
    return totals, skipped


def _logs(folder):
    """The names and paths of the logs of a folder."""
    names = [name for name in sorted(os.listdir(folder)) if name.endswith(".log")]
    paths = [(name, os.path.join(folder, name)) for name in names]
    return [(name, path) for name, path in paths if os.path.isfile(path)]


def _counted(name, lines, amount, totals, skipped, caught=ValueError, start=1):
    """Count the lines of one file, as is right but for what is caught and how lines are numbered."""
    for number, line in enumerate(lines, start=start):
        if not line.strip():
            continue
        if line.count(";") != 1:
            skipped.append((name, number, "not ticket;amount"))
            continue
        ticket, text = line.split(";")
        try:
            sold = amount(text.strip())
        except caught as error:
            skipped.append((name, number, str(error)))
            continue
        totals[ticket.strip()] = totals.get(ticket.strip(), 0) + sold


@mistake(
    read_logs,
    "The fallback begins anew after some lines of the file were counted: they are counted twice. Short files do not show it, since their "
    "first piece holds all bytes. What has to be known before the first line is counted?",
)
def counts_twice(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        try:
            with open(path, encoding="utf-8") as file:
                _counted(name, file, amount, totals, skipped)
        except UnicodeDecodeError:
            with open(path, encoding="cp1252") as file:
                _counted(name, file, amount, totals, skipped)
    return totals, skipped


@mistake(
    read_logs,
    "`open` is not told the encoding, and takes the default. Where that is not UTF-8, every `ü` of a new machine becomes two other signs.",
)
def takes_the_default(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        try:
            with open(path) as file:
                lines = file.readlines()
        except UnicodeDecodeError:
            with open(path, encoding="cp1252") as file:
                lines = file.readlines()
        _counted(name, lines, amount, totals, skipped)
    return totals, skipped


@mistake(read_logs, "What is not UTF-8 is left out or replaced: the tickets of the old machines lose their letters, and their sums go to others.")
def ignores_bytes(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        with open(path, encoding="utf-8", errors="ignore") as file:
            _counted(name, file, amount, totals, skipped)
    return totals, skipped


@mistake(read_logs, "Latin-1 and Windows-1252 agree in their letters, and differ in `€` and the signs around it.")
def reads_latin_1(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        content = Path(path).read_bytes()
        try:
            lines = content.decode().split("\n")
        except UnicodeDecodeError:
            lines = content.decode("latin-1").split("\n")
        _counted(name, lines, amount, totals, skipped)
    return totals, skipped


@mistake(
    read_logs,
    "Each line chooses its encoding alone. In a file of an old machine, a line may happen to be UTF-8 as well, and is read as something else.",
)
def decides_by_line(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        lines = []
        for line in Path(path).read_bytes().splitlines():
            try:
                lines.append(line.decode("utf-8"))
            except UnicodeDecodeError:
                lines.append(line.decode("cp1252"))
        _counted(name, lines, amount, totals, skipped)
    return totals, skipped


@mistake(read_logs, "The first damaged line ends its file: the `try` stands around all lines, and those after it are never looked at.")
def gives_the_file_up(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        for number, line in enumerate(_lines(path), start=1):
            if line.strip():
                before = len(skipped)
                _counted(name, [line], amount, totals, skipped, start=number)
                if len(skipped) > before:
                    break
    return totals, skipped


@mistake(
    read_logs,
    "Every error that `amount` raises is taken for a damaged line, also a `KeyError` or a `TypeError`, which say that the program is wrong. "
    "Which one speaks of the text?",
)
def catches_everything(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        _counted(name, _lines(path), amount, totals, skipped, caught=Exception)
    return totals, skipped


@mistake(read_logs, "A folder that does not exist looks like one without logs: `glob` finds nothing, and does not complain.")
def finds_nothing(folder, amount):
    return read_logs(folder, amount) if os.path.isdir(folder) else ({}, [])


@mistake(read_logs, "The file is closed in a line that an error jumps over. What closes it in any case?")
def closes_if_all_is_well(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        encoding = "utf-8"
        try:
            Path(path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
        file = open(path, encoding=encoding)
        _counted(name, file, amount, totals, skipped)
        file.close()
    return totals, skipped


@mistake(read_logs, "All files are opened before the first is read. A system allows a program some hundreds; here the third is refused.")
def opens_all_first(folder, amount):
    totals, skipped = {}, []
    with ExitStack() as files:
        opened = [(name, files.enter_context(open(path, "rb"))) for name, path in _logs(folder)]
        for name, file in opened:
            content = file.read()
            try:
                lines = content.decode("utf-8").split("\n")
            except UnicodeDecodeError:
                lines = content.decode("cp1252").split("\n")
            _counted(name, lines, amount, totals, skipped)
    return totals, skipped


@mistake(
    read_logs,
    "A file is opened and never closed. That it closes when nobody holds it any more is a habit of this Python; in others it stays open.",
)
def never_closes(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        content = open(path, "rb").read()
        try:
            lines = content.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            lines = content.decode("cp1252").split("\n")
        _counted(name, lines, amount, totals, skipped)
    return totals, skipped


@mistake(read_logs, "Lines are counted from 0. Editors and people count from 1.")
def counts_from_0(folder, amount):
    totals, skipped = read_logs(folder, amount)
    return totals, [(name, number - 1, reason) for name, number, reason in skipped]


@mistake(read_logs, "Empty lines are taken out before the lines are numbered: whoever looks the damaged ones up finds others.")
def numbers_what_is_left(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        _counted(name, [line for line in _lines(path) if line.strip()], amount, totals, skipped)
    return totals, skipped


@mistake(read_logs, "A line with a second semicolon passes: what is behind it is cut off, or goes to `amount`. Exactly one is allowed.")
def takes_more_fields(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        for number, line in enumerate(_lines(path), start=1):
            _counted(name, [";".join(line.split(";")[:2])], amount, totals, skipped, start=number)
    return totals, skipped


@mistake(
    read_logs,
    "`splitlines` ends lines at a dozen signs, at a form feed as well. The two that are meant here both end in a line feed: what does `split` make of it?",
)
def splits_at_more(folder, amount):
    totals, skipped = {}, []
    for name, path in _logs(folder):
        _counted(name, "\n".join(_lines(path)).splitlines(), amount, totals, skipped)
    return totals, skipped


@mistake(read_logs, "Capitals count as small letters here: `OLD.LOG` does not end in `.log`.")
def reads_capitals_too(folder, amount):
    totals, skipped = {}, []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.lower().endswith(".log") and os.path.isfile(path):
            _counted(name, _lines(path), amount, totals, skipped)
    return totals, skipped


@mistake(read_logs, "Whatever is in the folder is read, also what is no log.")
def reads_every_file(folder, amount):
    totals, skipped = {}, []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            _counted(name, _lines(path), amount, totals, skipped)
    return totals, skipped


@check("adds up the amounts of each ticket, over all files", sizes=(1, 2, 5))
def sums(learner, rng, size):
    files = {name: _sales(rng, 6) for name in _names(rng, size)}
    got = _read(learner, files, int)
    expect(got).is_a(tuple).equals(_right(files, int))
    expect(got[0]).is_a(dict)


@check("finds nothing in a folder without logs, and in an empty log")
def nothing(learner, rng):
    expect(_read(learner, {}, int)).equals(({}, []))
    expect(_read(learner, {"east.log": b"", "west.log": b"\n \n"}, int)).equals(({}, []))
    expect(_read(learner, {"east.log": b"Adult;0\n"}, int)).equals(({"Adult": 0}, []))


@check("names each damaged line with its file, its number and the reason, and reads on behind it")
def damaged(learner, rng):
    files = {name: _sales(rng, 3) + _damage(rng) + _sales(rng, 2) + b"\n" + _damage(rng) for name in _names(rng, 4)}
    got = _read(learner, files, int)
    expect(got).equals(_right(files, int))
    expect(got[1]).is_a(list)
    expect(got[1][0]).is_a(tuple)
    expect(_read(learner, files, _says_nothing)).equals(_right(files, _says_nothing))


@check("goes through the files in the order of their names")
def order(learner, rng):
    files = {name: _damage(rng) for name in _names(rng, 9)}
    expect(_read(learner, files, int)).equals(_right(files, int))


@check("wants exactly one semicolon")
def semicolons(learner, rng):
    lines = rng.permutation([b"Adult;12;", b";Adult;12", b"Adult 12", b"Adult;12;13", b"Child;5"]).tolist()
    files = {"east.log": b"\n".join(lines)}
    expect(_read(learner, files, int)).equals(_right(files, int))


@check("passes over white space at both ends, and over empty lines, which count")
def white_space(learner, rng):
    some = int(rng.integers(1, 20))
    files = {"east.log": f" Adult ; {some}\t\r\n\r\n  \nAdult;1 \nFamily  day;-\r\n\n\tAdult ;2\nFamily  day;7".encode()}
    expect(_read(learner, files, _shown)).equals(_right(files, _shown))


@check("ends lines at no other sign, also at none that a ticket holds")
def other_line_ends(learner, rng):
    sign = str(rng.choice(["\x0b", "\x0c", "\u2028"]))
    files = {"east.log": f"Family{sign}day;{rng.integers(1, 20)}\r\nAdult;-\n".encode(), "old.log": f"Menü{sign}5;1\nx".encode("utf-8")}
    expect(_read(learner, files, _shown)).equals(_right(files, _shown))


@check("reads UTF-8 where that is not the default")
def utf_8(learner, rng):
    files = {name: _sales(rng, 6, "Schüler", "Führung", "Menü 5 €").replace(b"\n", b"\r\n") for name in _names(rng, 2)}
    expect(_read(learner, files, int)).equals(_right(files, int))


@check("reads Windows-1252 where a file is not UTF-8")
def cp1252(learner, rng):
    text = _sales(rng, 6, "Schüler", "Führung", "Menü 5 €").decode()
    files = {"old.log": text.encode("cp1252"), "new.log": text.encode("utf-8")}
    expect(_read(learner, files, int)).equals(_right(files, int))


@check("gives a file one encoding, whatever its single lines look like")
def one_encoding(learner, rng):
    some = int(rng.integers(1, 20))
    files = {"old.log": f"CafÃ©;{some}\nCafé;1\nCafÃ©;2\n".encode("cp1252"), "new.log": "Café;5".encode()}
    expect(_read(learner, files, int)).equals(_right(files, int))


@check("counts each line once, also where the first byte that is not UTF-8 comes late")
def late(learner, rng):
    files = {"old.log": b"Adult;1\nChild;x\n" * 2500 + "Schüler;4\n".encode("cp1252"), "new.log": _sales(rng, 3)}
    got = _read(learner, files, int)
    expect(got).is_a(tuple).has_length(2)
    expect(got[0]).equals(_right(files, int)[0])
    expect(got[1]).has_length(2500)


@check("reads files that end in .log, and nothing else")
def only_logs(learner, rng):
    files = {"east.log": _sales(rng, 2), "east.log.bak": _sales(rng, 2), "notes.txt": b"Adult", "old.log": None, "WEST.LOG": b"Child;2", "catalog": b"Child;1"}
    expect(_read(learner, files, int)).equals(_right(files, int))


@check("lets every other error of `amount` out")
def other_errors(learner, rng):
    files = {"east.log": _sales(rng, 2) + b"Adult;!\n" + _sales(rng, 1)}
    for fault, kind in ((_key_error, KeyError), (_type_error, TypeError), (_os_error, OSError)):
        expect.raises(kind, lambda: _read(learner, files, fault))


@check("does not take a missing folder for an empty one")
def no_folder(learner, rng):
    learner.prepare({})
    expect.raises(FileNotFoundError, lambda: learner.read_logs("lost", int))


@check("closes each file before it needs the third")
def closed(learner, rng):
    files = {name: _sales(rng, 2) for name in _names(rng, 5)}
    expect(_read(learner, files, int)).equals(_right(files, int))
    files = {name: _sales(rng, 2) + "Schüler;4".encode("cp1252") for name in files}
    expect(_read(learner, files, int)).equals(_right(files, int))


@check("leaves no file open, call after call")
def closed_in_the_end(learner, rng):
    files = {"old.log": _sales(rng, 2) + "Schüler;4".encode("cp1252")}
    wanted = _right(files, int)
    learner.prepare(files)
    for _ in range(4):
        expect(learner.read_logs("logs", int)).equals(wanted)


@check("leaves no file open when an error gets out")
def closed_after_all(learner, rng):
    for last in (b"Adult;!\n", "Schüler;!\n".encode("cp1252")):
        learner.prepare({"east.log": _sales(rng, 2) + last})
        for _ in range(4):
            expect.raises(KeyError, lambda: learner.read_logs("logs", _key_error))


def _read(learner, files, amount):
    learner.prepare(files)
    return learner.read_logs("logs", amount)


def _right(files, amount):
    prepare(files)
    return read_logs("logs", amount)


def _names(rng, size):
    names = ["east.log", "west.log", "north.log", "Hall.log", "cafe.log", "10.log", "9.log", "shop.log", "b.log"]
    return rng.permutation(names).tolist()[:size]


def _sales(rng, size, *more):
    tickets = rng.choice(["Adult", "Child", "Audio guide", *more], size=size).tolist()
    return "".join(f"{ticket};{rng.integers(1, 30)}\n" for ticket in [*more, *tickets]).encode()


def _damage(rng):
    return str(rng.choice(["Adult;x", "Child", "Child;1;2", "Audio guide;3,5", ";"])).encode() + b"\n"


def _shown(text):
    """A number, or an error that shows the text."""
    if not text.isdigit():
        raise ValueError(f"no amount: <{text}>")
    return int(text)


def _says_nothing(text):
    """A number, or an error without a text."""
    if not text.isdigit():
        raise ValueError
    return int(text)


def _key_error(text):
    if text == "!":
        raise KeyError("no price list")
    return 1


def _type_error(text):
    if text == "!":
        raise TypeError("no number")
    return 1


def _os_error(text):
    if text == "!":
        raise OSError("no network")
    return 1
