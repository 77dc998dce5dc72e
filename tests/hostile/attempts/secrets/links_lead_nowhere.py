"""Follows the import path to where MLestone is installed, by name, by links of both kinds and through /proc.

must: failed
says: refused all: True
"""

import glob
import os
import sys

import numpy as np

BREACHES = []


def tried(what, act):
    """A breach, unless it is refused."""
    try:
        result = act()
    except OSError as error:
        print(what, "is refused:", error)
    else:
        BREACHES.append(what)
        print(what, "gave", repr(result)[:80])


NAMED = {"/work", "/root", "/home", "/etc/shadow", "/var", "/run", os.path.expanduser("~root")}
for folder in sys.path:
    for path in glob.glob(os.path.join(folder, "*mlestone*.pth")):
        with open(path) as file:
            NAMED |= {line.strip() for line in file if line.startswith("/")}
for number, place in enumerate(sorted(NAMED)):
    link = f"/scratch/link{number}"
    os.symlink(place, link)
    for way in (place, link, f"/proc/self/root{place}", f"/proc/1/root{place}", f"/proc/self/cwd/..{place}", f"/..{place}"):
        tried(way, lambda: os.listdir(way) if not way.endswith("shadow") else open(way).read())
    tried(f"link {place}", lambda: os.link(place, f"/scratch/hard{number}"))
print("refused all:", not BREACHES)


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
