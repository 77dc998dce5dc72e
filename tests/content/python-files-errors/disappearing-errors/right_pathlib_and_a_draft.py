import _io
import builtins
import io
import os
import re
import shutil
from pathlib import Path
from tempfile import mkdtemp

OPENED = []
PLACE = []


def prepare(files):
    """Go to a new place, where the folder "in" holds these files: a dict from names to bytes, or to None for a folder.

    The machine is an odd one: texts there are ASCII unless `open` is told otherwise, and a third open file is refused.
    """
    old, PLACE[:] = PLACE[:], [mkdtemp()]
    os.chdir(PLACE[0])
    for place in old:
        shutil.rmtree(place)
    OPENED.clear()
    builtins.open = io.open = open_here
    io.text_encoding = lambda encoding, _=2: encoding or "locale"  # what pathlib asks
    os.mkdir("in")
    with _io.open("out.txt", "w") as file:
        file.write("from yesterday\n")
    for name, content in files.items():
        path = os.path.join("in", name)
        if content is None:
            os.mkdir(path)
            continue
        with _io.open(path, "wb") as file:
            file.write(content)


def open_here(file, mode="r", buffering=-1, encoding=None, *more, **options):
    """What `open` is after a `prepare`."""
    if not re.search(r"\b(in|out)\b", str(file)):
        return _io.open(file, mode, buffering, encoding, *more, **options)
    if sum(not one.closed for one in OPENED) >= 2:
        raise OSError(24, "Too many open files")
    if "b" not in mode and encoding in (None, "locale"):
        encoding = "ascii"
    OPENED.append(_io.open(file, mode, buffering, encoding, *more, **options))
    return OPENED[-1]


def result():
    """Return what is in the file "out.txt"."""
    with _io.open("out.txt", encoding="utf-8") as file:
        return file.read()


def cause_of(function, *arguments):
    """Call a function that raises an error; return in words what led to the error."""
    try:
        function(*arguments)
    except Exception as error:
        return repr(error.__cause__)
    return "no error"


def readings(folder, name):
    content = Path(folder, name).read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(content.splitlines(), 1):
        parts = line.split(",")
        if len(parts) != 2:
            raise ValueError(f"line {number}: {line.strip()}")
        try:
            value = float(parts[1])
        except ValueError as wrong:
            raise ValueError(f"line {number}: {line.strip()}") from wrong
        found += [(parts[0], value)]
    return found


def totals(folder, factors):
    sums, failed = {}, {}
    for path in sorted(Path(folder).iterdir()):
        found = None
        try:
            found = readings(folder, path.name)
        except OSError as error:
            failed[path.name] = str(error)
        except ValueError as error:
            failed[path.name] = f"{error}"
        if found is not None:
            sums[path.name] = 0
            for meter, value in found:
                sums[path.name] += factors[meter] * value
    return sums, failed


def nightly(folder, factors, target, say):
    sums, failed = totals(folder, factors)
    draft = target + ".draft"
    with open(draft, "w", encoding="utf-8") as file:
        file.writelines(f"{name};{total}\n" for name, total in sums.items())
    os.replace(draft, target)
    code = 0
    for name in failed:
        say(name)
        code = 1
    return code
