"""Follows the import path to where MLestone is installed, by name, by links of both kinds and through /proc.

must: failed
says: refused all: True
"""

import glob
import os
import sys

import numpy as np

BREACHES, REFUSED = [], []


def tried(what, act):
    """A breach, unless it is refused."""
    try:
        result = act()
    except OSError as error:
        REFUSED.append((what, error))
    else:
        BREACHES.append((what, repr(result)[:80]))


def secrets(place):
    """What there is to read; the folder of an editable install may be seen, with nothing in it."""
    if not os.path.isdir(place):
        return open(place).read()
    found = [name for name in os.listdir(place) if name != "mlestone" or os.listdir(os.path.join(place, name))]
    if not found:
        raise OSError("there is nothing in it")
    return found


NAMED = {"/work", "/root", "/home", "/etc/shadow", "/var", "/run", os.path.expanduser("~root")}
for folder in sys.path:
    for path in glob.glob(os.path.join(folder, "*mlestone*.pth")):
        with open(path) as file:
            NAMED |= {line.strip() for line in file if line.startswith("/")}
for number, place in enumerate(sorted(NAMED)):
    link = f"/scratch/link{number}"
    os.symlink(place, link)
    for way in (place, link, f"/proc/self/root{place}", f"/proc/1/root{place}", f"/proc/self/cwd/..{place}", f"/..{place}"):
        tried(way, lambda: secrets(way))
    tried(f"link {place}", lambda: os.link(place, f"/scratch/hard{number}"))
print("refused all:", not BREACHES and len(REFUSED) > 2, BREACHES[:9])


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
