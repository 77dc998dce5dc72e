"""Inside a lesson's child: run cells in one namespace and turn what they show into plain data.

A cell shows the value of its last expression (unless it ends in a semicolon), whatever it hands to `display`, every
Matplotlib figure left open, and the error that ended it, with the line in the cell.
"""

from __future__ import annotations

import ast
import gc
import linecache
import os
import socket
import sys
import types
from typing import Any

from mlestone.base.parsing import parse
from mlestone.engine import drawing, figure_look
from mlestone.engine.child import flush, new_module
from mlestone.wire import values
from mlestone.wire.line import recv_frame, send_frame
from mlestone.wire.trouble import trouble_of

_ROWS, _COLUMNS = 20, 12  # of a table; the page says how many there are in all
_TEXT = 20_000
# A figure is some ten thousand objects, all gone when it is drawn: collecting in between is a tenth of the work.
_COLLECT = (50_000, 20, 20)
# Where many read lessons at once, pages and verdicts come first; a machine that has time to spare shows no difference.
_BEHIND = 10


def serve(sock: socket.socket, job: dict[str, Any]) -> None:
    gc.set_threshold(*_COLLECT)
    os.nice(_BEHIND)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a line is seen when it is printed
    bench = _Bench(job.get("theme", "light"))
    send_frame(sock, values.pack(["opening", None]))
    while (request := recv_frame(sock)) is not None:
        what, *arguments = values.unpack(request)
        reply = bench.perform(what, *arguments)
        flush()
        send_frame(sock, values.pack(reply))


def rehearse() -> None:
    """Draw a figure, in the zygote, where it has Matplotlib: the first one looks for fonts and brings in much else."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if not isinstance(pyplot, types.ModuleType):
        return
    with pyplot.rc_context():
        figure_look.apply("light")
        figure, axes = pyplot.subplots()
        axes.plot([0.0, 0.5, 1.0], [-1, 0, 1], "o-", label="$x^2$")
        axes.set(title="Title", xlabel="across", ylabel="up")
        axes.legend()
        drawing.svg_of(figure)
        pyplot.close(figure)


class _Bench:
    """One lesson's namespace."""

    def __init__(self, theme: str) -> None:
        self._module = new_module("__main__")
        self._module.__dict__["display"] = self._display
        self._shown: list[dict[str, Any]] = []
        self._theme = theme
        self._count = 0

    def perform(self, what: str, *arguments: Any) -> dict[str, Any]:
        self._shown = []
        source = arguments[1] if what == "cell" else ""
        name = f"<cell {self._count + 1}>"
        try:
            self._styled()
            if what == "cell":
                self._count += 1
                _remember(name, source)
                self._run(source, name)
            elif what == "demo":
                self._display(self._module.__dict__[arguments[0]](**arguments[1]))
            elif what == "theme":
                self._theme = arguments[0]
            self._figures()
        except BaseException as error:  # noqa: BLE001 - whatever a cell raises, SystemExit included, ends that cell only
            self._figures()
            self._shown.append({"kind": "error", **trouble_of(error, name, source.splitlines()).as_dict()})
            return {"shown": self._shown, "failed": True}
        return {"shown": self._shown, "failed": False}

    def _run(self, source: str, name: str) -> None:
        tree = parse(source, name)
        last = tree.body[-1] if tree.body else None
        # Not inherited: this file's own `from __future__`, with which annotations would be texts in every cell.
        if not isinstance(last, ast.Expr) or source.rstrip().endswith(";"):
            exec(compile(tree, name, "exec", dont_inherit=True), self._module.__dict__)
            return
        tree.body.pop()
        exec(compile(tree, name, "exec", dont_inherit=True), self._module.__dict__)
        value = eval(compile(ast.Expression(last.value), name, "eval", dont_inherit=True), self._module.__dict__)
        if value is not None:
            self._display(value)

    def _display(self, *shown: Any) -> None:
        for value in shown:
            self._shown.append(self._described(value))

    def _described(self, value: Any) -> dict[str, Any]:
        if (figure := _figure_of(value)) is not None:
            return self._drawn(figure)
        if _is_frame(value):
            return _table(value)
        return {"kind": "text", "text": repr(value)[:_TEXT]}

    # ---- figures ----------------------------------------------------------------------------------------

    def _styled(self) -> None:
        if "matplotlib" in sys.modules:
            figure_look.apply(self._theme)

    def _figures(self) -> None:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if isinstance(pyplot, types.ModuleType):
            for number in pyplot.get_fignums():
                self._shown.append(self._drawn(pyplot.figure(number)))

    def _drawn(self, figure: Any) -> dict[str, Any]:
        data = drawing.svg_of(figure)
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            pyplot.close(figure)
        return {"kind": "figure", "format": "svg", "data": data, "theme": self._theme}


def _remember(name: str, source: str) -> None:
    """Let tracebacks and `inspect` find the lines of a cell."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)


def _figure_of(value: Any) -> Any:
    module = sys.modules.get("matplotlib.figure")
    if module is None:
        return None
    if isinstance(value, module.Figure):
        return value
    figure = getattr(value, "figure", None)
    return figure if isinstance(figure, module.Figure) else None


def _is_frame(value: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame | pandas.Series)


def _table(value: Any) -> dict[str, Any]:
    frame = value.to_frame() if value.ndim == 1 else value
    part = frame.iloc[:_ROWS, :_COLUMNS]
    return {
        "kind": "table",
        "columns": [str(name) for name in part.columns],
        "index": [str(name) for name in part.index],
        "rows": [[_cell(entry) for entry in row] for row in part.itertuples(index=False, name=None)],
        "shape": list(frame.shape),
    }


def _cell(entry: Any) -> str:
    return f"{entry:.6g}" if isinstance(entry, float) else str(entry)
