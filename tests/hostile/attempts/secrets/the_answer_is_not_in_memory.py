"""Looks for the examiner's sentences, modules and functions among all objects and in all of its memory.

must: failed
says: searched: True found: 0
"""

import gc
import re
import sys

import numpy as np

SOUGHT = "Sentence that onl[y] the examiner knows"  # written so that it does not match itself
BREACHES = []
OURS = ("mlestone.course", "mlestone.proving", "mlestone.study", "mlestone.authoring", "mlestone.engine.examiner")
BREACHES += [name for name in sys.modules if name.startswith(OURS)]
for found in gc.get_objects():
    if type(found).__name__ == "function" and found.__name__ in ("summarise", "takes_the_median", "down_the_columns"):
        BREACHES.append(found)
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
