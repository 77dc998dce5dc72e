"""Runs a notebook as "Restart Kernel and Run All Cells" does: in an empty Python, from the first cell to the last.

    python kernel.py hello.ipynb

There is nothing to do here, and no need to understand it. What a cell shows comes below its number: what it prints, and
the value of its last line.
"""

import ast
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    cells = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]

kernel = {"__name__": "__main__"}
for number, cell in enumerate(cells, 1):
    print(f"\nIn [{number}]:")
    tree = ast.parse("".join(cell["source"]), f"cell {number}")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, f"cell {number}", "exec"), kernel)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), kernel)
        if value is not None:
            print(repr(value))
