"""What was measured, for people and for programs."""

import platform
from collections.abc import Sequence

from benchmarks.peers.hostile import Attempt
from benchmarks.peers.measure import CORES, Row

TIMES_FASTER = 150
_WIDTHS = (36, 14, 6, 11, 11, 12, 9, 11, 14)
_HEADS = ("tool", "version", "n", "median ms", "p95 ms", "verdicts/s", "peak MB", "fooled by", "x MLestone's")


def as_text(rows: Sequence[Row], attempts: Sequence[Attempt], load: float | None = None) -> str:
    lines = [
        f"one exercise, 5 checks, 20 calls; {CORES} cores, Python {platform.python_version()}, {platform.system()}",
        *_busy(load),
        "",
        _line(_HEADS),
        *(_line(_cells(row, rows[0])) for row in rows),
        "",
        *_target(rows),
        "",
        *_who_was_fooled(rows, attempts),
    ]
    return "\n".join(lines)


def as_plain(rows: Sequence[Row], attempts: Sequence[Attempt], load: float | None = None) -> dict[str, object]:
    return {
        "machine": {"cores": CORES, "python": platform.python_version(), "system": platform.platform(), "load": load},
        "tools": [
            {
                "tool": row.tool.name.strip(),
                "version": row.tool.version,
                "verdicts": len(row.seconds),
                "median_ms": 1000 * row.median,
                "p95_ms": 1000 * row.p95,
                "verdicts_per_second": row.per_second,
                "peak_mb": row.peak_mb,
                "times_mlestone": row.median / rows[0].median,
                "hostile_attempts": row.fooled or None,
            }
            for row in rows
        ],
        "target": {"times_faster": TIMES_FASTER, "fooled": 0, "met": _faster(rows) and not _fooled(rows[0])},
        "attempts": {attempt.name: attempt.idea for attempt in attempts},
    }


def _busy(load: float | None) -> Sequence[str]:
    """Short verdicts suffer more from a busy machine than long ones: say so rather than let a ratio pass for more."""
    if load is None or load < CORES / 2:
        return ()
    return (f"the machine was busy with something else: load {load:.1f} before the run; do not quote these times",)


def _line(cells: Sequence[str]) -> str:
    first, second, *rest = zip(cells, _WIDTHS, strict=True)
    return f"{first[0]:{first[1]}}{second[0]:{second[1]}}" + "".join(f"{cell:>{width}}" for cell, width in rest)


def _cells(row: Row, ours: Row) -> Sequence[str]:
    return (
        row.tool.name,
        row.tool.version,
        f"{len(row.seconds)}",
        f"{1000 * row.median:.1f}",
        f"{1000 * row.p95:.1f}",
        f"{row.per_second:.1f}",
        "?" if row.peak_mb is None else f"{row.peak_mb:.0f}",
        f"{_fooled(row)} of {len(row.fooled)}" if row.fooled else "-",
        _times(row.median / ours.median),
    )


def _times(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2f}"


def _fooled(row: Row) -> int:
    return sum(row.fooled.values())


def _faster(rows: Sequence[Row]) -> bool:
    return all(row.median >= TIMES_FASTER * rows[0].median for row in rows if row.tool.peer)


def _target(rows: Sequence[Row]) -> Sequence[str]:
    peers = ", ".join(f"{row.median / rows[0].median:.0f} ({row.tool.name})" for row in rows if row.tool.peer)
    fooled = _fooled(rows[0])
    return (
        f"at least {TIMES_FASTER} times faster per verdict: {'met' if _faster(rows) else 'missed'}, {peers}",
        f"zero fooled: {'missed' if fooled else 'met'}, {fooled} of {len(rows[0].fooled)}",
    )


def _who_was_fooled(rows: Sequence[Row], attempts: Sequence[Attempt]) -> Sequence[str]:
    cheated = [row for row in rows if row.fooled]
    names = [row.tool.name.strip().removesuffix(", in-process") for row in cheated]
    head = f"{'hostile attempt':44}" + "".join(f"{name:>{len(name) + 3}}" for name in names)
    return (
        head,
        *(
            f"{attempt.name:44}"
            + "".join(
                f"{'fooled' if row.fooled[attempt.name] else '-':>{len(name) + 3}}"
                for row, name in zip(cheated, names, strict=True)
            )
            for attempt in attempts
        ),
    )
