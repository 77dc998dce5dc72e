"""Source whose compilation takes the whole stack, or all memory there is.

must: crashed
"""

import sys

sys.setrecursionlimit(10**9)
for text in ("-" * 100_000 + "1", "(" * 150 + "1" + ")" * 150, "(" + "x," * 10**6 + ")", "a." * 100_000 + "a"):
    try:
        compile(text, "answer.py", "eval")
    except (SyntaxError, MemoryError, RecursionError) as error:
        print(type(error))
raise RuntimeError("still here")
