"""Looks for an earlier attempt's source on the call stack, among all objects and in all of its memory.

must: failed
says: searched: True found: 0
"""

import gc
import re
import sys

import numpy as np

SOUGHT = "the words of an earlie[r] attempt"  # written so that it does not match itself
BREACHES = []
frame = sys._getframe().f_back
while frame is not None:
    BREACHES += re.findall(SOUGHT, str(list(frame.f_locals.items())))
    frame = frame.f_back
for found in gc.get_objects():
    if type(found) in (dict, list, tuple):
        BREACHES += [text for text in (found.values() if type(found) is dict else found) if type(text) is str and re.search(SOUGHT, text)]
searched = 0
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        start, end = (int(part, 16) for part in line.split()[0].split("-"))
        if " rw" in line and end - start < 1 << 28:
            try:
                memory.seek(start)
                text = memory.read(end - start)
            except (OSError, ValueError):
                continue
            searched += len(text)
            BREACHES += re.findall(SOUGHT.encode(), text)
print("searched:", searched > 1 << 20, "found:", len(BREACHES))


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
