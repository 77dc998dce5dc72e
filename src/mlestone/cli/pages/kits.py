"""What `mlestone kits` prints for people: in 80 columns, readable without colour, in a pipe too."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from mlestone.cli.screen import Screen
from mlestone.engine.making import make
from mlestone.study.kits import KitStanding

_STYLES = {"included": "green", "installed": "green", "broken off": "yellow", "outdated": "yellow"}
_STAGES = {
    "preparing": "Making an environment",
    "downloading": "Downloading",
    "installing": "Installing",
    "trying": "Trying every library",
}


def print_kits(kits: tuple[KitStanding, ...]) -> None:
    screen = Screen.output()
    for kit in (kit for kit in kits if kit.state != "planned"):
        screen.line((kit.name, "bold"), f"  {kit.title}")
        screen.line((_sentence(kit), _STYLES.get(kit.state, "")), indent=2)
        screen.line((", ".join(kit.holds), "dim"), indent=2)
        screen.gap()
    if planned := [kit for kit in kits if kit.state == "planned"]:
        screen.line(("Planned; these cannot be installed yet:", "bold"))
        screen.rows([[kit.name, (kit.title, "dim")] for kit in planned], indent=2)


def _sentence(kit: KitStanding) -> str:
    told = state_of(kit)
    return told[0].upper() + told[1:]


def state_of(kit: KitStanding) -> str:
    """How a kit stands, to follow its name and a colon."""
    if kit.state == "included":
        return "comes with MLestone"
    if kit.state == "installed":
        return f"installed, {size(kit.size)} in {kit.folder}"
    estimate = f"about {size(kit.download)} to download, {size(kit.installed_size)} installed"
    if kit.state == "broken off":
        return f"installation broken off, {size(kit.size)} are kept; {estimate}"
    if kit.state == "outdated":
        return f"only an older version is here, of {size(kit.size)}; {estimate}"
    return f"not installed; {estimate}"


def size(number: int | None) -> str:
    if number is None:
        return "an unknown amount"
    for unit, worth, digits in (("GB", 1e9, 1), ("MB", 1e6, 0)):
        if number >= worth:
            return f"{number / worth:.{digits}f} {unit}"
    return f"{number / 1e3:.0f} kB"


@contextlib.contextmanager
def shown_progress() -> Iterator[Callable[[make.Progress], None]]:
    """A bar on standard error while the block runs; in a pipe, one line as each stage begins."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _stages_in_lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[counted]}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        lines: dict[str, TaskID] = {}

        def show(progress: make.Progress) -> None:
            if progress.stage not in lines:
                for earlier in lines.values():
                    bar.update(earlier, total=1, completed=1)
                lines[progress.stage] = bar.add_task(_STAGES[progress.stage], total=None, counted="")
            line = lines[progress.stage]
            bar.update(line, completed=progress.done, total=progress.total or None, counted=_counted(progress))

        yield show
        for line in lines.values():
            bar.update(line, total=1, completed=1)


def _stages_in_lines(console: Console) -> Callable[[make.Progress], None]:
    seen: set[str] = set()

    def show(progress: make.Progress) -> None:
        if progress.stage not in seen:
            seen.add(progress.stage)
            console.print(f"{_STAGES[progress.stage]} …")

    return show


def _counted(progress: make.Progress) -> str:
    if progress.stage == "downloading":
        return f"{size(progress.done)} of about {size(progress.total)}"
    if progress.stage == "installing":
        return f"{progress.done} of {progress.total} libraries"
    return ""
