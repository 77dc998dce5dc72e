"""Fifty learners' tabs on one server: how long a request waits, and whether an hour of them costs memory.

    python benchmarks/tabs.py [--tabs 50] [--seconds 60] [--quarters 4] [--one-learner]

A tab does what the page does: it listens to the server's events, moves between today, map, lesson, proof and search,
saves what is typed, completes names, runs cells, moves sliders, checks, and asks anew for what it shows when its
verdict has changed the record. The server keeps one record so far, and tells every tab of each change, which other
learners' tabs let pass here; with `--one-learner` all of them ask anew. First all tabs at a lively pace, where the
slowest request counts; then an hour's worth of it as fast as it goes, with the memory of the server and of all
processes below it (each page counted once, by the kernel) after each quarter. Verdicts and cells take as long as the
code they run, and stand in lines of their own.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from front_door import server

from mlestone.course.model import CORE, Kind
from mlestone.proving.sheet import read_sheet
from mlestone.study.study import Study

SLOWEST_ALLOWED = 500
RUNS_CODE = ("verdict", "cell", "demo")
MEGABYTE = 1 << 20
# What a quarter of an hour of a tab holds, beside a visit to today, map and search: a lesson, and a proof.
CELLS, MOVES, SAVES, CHECKS = 3, 4, 20, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--tabs", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60, help="how long at a lively pace")
    parser.add_argument("--quarters", type=int, default=4, help="of an hour, as fast as it goes")
    parser.add_argument("--one-learner", action="store_true", help="all tabs show one record, and ask anew for it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, server(Path(home)) as (address, door, process):
        asyncio.run(measure(address, door, process, asked))


async def measure(address: str, door: str, process: int, asked: argparse.Namespace) -> None:
    course = what_is_written()
    async with contextlib.AsyncExitStack() as opened:
        new = (a_tab(address, door, course, number, asked.one_learner) for number in range(asked.tabs))
        tabs = [await opened.enter_async_context(tab) for tab in new]
        await settled(tabs[0])
        print(f"{asked.tabs} tabs, load of the machine {os.getloadavg()[0]:.1f}")
        row("", "requests", "median", "slowest")
        began, until = worked(process), time.monotonic() + asked.seconds
        await asyncio.gather(*(tab.stroll(until) for tab in tabs))
        report("at a lively pace", taken_from(tabs))
        row("  the server's share of a core", "", "", f"{100 * (worked(process) - began) / asked.seconds:.0f} %")
        print()
        report_memory("memory before the hour", process)
        for quarter in range(asked.quarters):
            await asyncio.gather(*(tab.quarter() for tab in tabs))
            await asyncio.sleep(1)
            report_memory(f"  after {15 * (quarter + 1)} minutes", process)
        if asked.quarters:
            report("an hour as fast as it goes", taken_from(tabs))
        refused = sum((tab.refused for tab in tabs), Counter[str]())
        print(f"\nrefused: {dict(refused) or 'nothing'}")


# ---- what a tab does ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """What of the course can be worked at: lessons with their cells, demos, and proofs with their answers."""

    lessons: dict[str, list[dict[str, Any]]]
    proofs: dict[str, str]


@dataclass
class Tab:
    client: httpx.AsyncClient
    course: Written
    dice: random.Random
    one_learner: bool
    handed_in: bool = False
    shown: str = "/api/today"
    taken: list[tuple[str, float]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    ready: bool = False

    async def stroll(self, until: float) -> None:
        """One thing after another, with pauses a hurried reader makes."""
        while True:
            for act in self._acts():
                await asyncio.sleep(self.dice.uniform(0, 6))
                if time.monotonic() > until:
                    return
                await act()

    async def quarter(self) -> None:
        for act in self._acts():
            await act()

    def _acts(self) -> list[Callable[[], Any]]:
        acts = [self._today, self._map, self._lesson, self._proof, self._search]
        self.dice.shuffle(acts)
        return acts

    async def _today(self) -> None:
        await self._look("/api/today")
        await self._look("/api/plan")

    async def _map(self) -> None:
        await self._look("/api/course")
        await self._look("/api/map")

    async def _search(self) -> None:
        for typed in ("gr", "grad", "gradient"):
            await self.ask("search", "GET", "/api/search", params={"q": typed})

    async def _lesson(self) -> None:
        skill = self.dice.choice(list(self.course.lessons))
        blocks = self.course.lessons[skill]
        await self._look(f"/api/skills/{skill}")
        opened = await self.ask("session", "POST", "/api/sessions", json={"skill": skill})
        session = f"/api/sessions/{opened['session']}"
        for block in [block for block in blocks if block["kind"] == "cell"][:CELLS]:
            # Every other reader changes what they run.
            code = block["code"] + self.dice.choice(["", f"\n# {self.dice.random()}"])
            await self.ask("cell", "POST", f"{session}/run", json={"name": block["name"], "code": code})
        for block in [block for block in blocks if block["kind"] == "demo"][:1]:
            for _ in range(MOVES):
                settings = {control["name"]: somewhere(control, self.dice) for control in block["controls"]}
                play = {"function": block["function"], "settings": settings}
                await self.ask("demo", "POST", f"{session}/demo", json=play)
        if self.dice.random() < 0.5:  # the other half of the tabs are closed without a word, as in a crash
            await self.ask("session", "POST", f"{session}/close")

    async def _proof(self) -> None:
        proof = self.dice.choice(list(self.course.proofs))
        page = await self._look(f"/api/proofs/{proof}")
        if not page["begun"]:
            page = await self.ask("proof", "POST", f"/api/proofs/{proof}/start")
        stamp, source = page["stamp"], self.course.proofs[proof]
        for number in range(SAVES):
            typed = f"{source}\n# {self.dice.random()}"
            stamp = await self._save(proof, typed, stamp)
            if number % 3 == 0:
                where = {"source": source + "\nnp.me", "line": source.count("\n") + 2, "column": 5}
                await self.names(where)
        for _ in range(CHECKS):
            self.handed_in = True
            await self.ask("verdict", "POST", f"/api/proofs/{proof}/attempts", json={"source": source})
        await self.ask("attempts", "GET", f"/api/proofs/{proof}/attempts")

    async def names(self, where: dict[str, Any]) -> Any:
        """What could stand at the cursor; while the server reads a library, it is asked again, as the page does."""
        while (told := await self.ask("names", "POST", "/api/complete", json=where)) == {"later": True}:
            pass
        return told["names"]

    async def _save(self, proof: str, source: str, stamp: str) -> str:
        """The stamp after saving. Other tabs work at the same file: what they saved is taken for known."""
        answer = await self.ask("save", "PUT", f"/api/proofs/{proof}/source", json={"source": source, "stamp": stamp})
        return str(answer["stamp"])

    async def _look(self, path: str) -> Any:
        self.shown = path
        return await self.ask(path.split("/")[2], "GET", path)

    async def ask(self, kind: str, method: str, path: str, **how: Any) -> Any:
        """Ask, take the whole answer, and note how long that took."""
        streams = path.endswith(("/run", "/attempts")) and method == "POST"
        headers = {"Accept": "text/event-stream"} if streams else {}
        began = time.perf_counter()
        try:
            answer = await self.client.request(method, path, headers=headers, **how)
        except httpx.RemoteProtocolError:  # a connection that was just being closed: browsers try another one, too
            answer = await self.client.request(method, path, headers=headers, **how)
        self.taken.append((kind, 1000 * (time.perf_counter() - began)))
        if answer.status_code >= 400:
            error = answer.json()
            self.refused[f"{kind}: {answer.status_code} {error['error']['kind']}"] += 1
            return error
        return None if streams else answer.json()

    # ---- what it hears --------------------------------------------------------------------------------

    async def listen(self) -> None:
        """The events of the server: what is shown is asked for anew when this learner's record has changed."""
        changed = asyncio.Event()
        async with asyncio.TaskGroup() as both:
            both.create_task(self._follow(changed))
            async with self.client.stream("GET", "/api/events", timeout=None) as events:
                async for line in events.aiter_lines():
                    self.ready = self.ready or (line.startswith("data:") and '"ready"' in line)
                    if line == "event: record" and (self.handed_in or self.one_learner):
                        self.handed_in = False
                        changed.set()

    async def _follow(self, changed: asyncio.Event) -> None:
        while True:
            await changed.wait()
            changed.clear()
            await self.ask("again", "GET", self.shown)


@contextlib.asynccontextmanager
async def a_tab(address: str, door: str, course: Written, number: int, one_learner: bool) -> AsyncIterator[Tab]:
    # As many connections as a browser opens to one server, one of them for events.
    limits = httpx.Limits(max_connections=6, max_keepalive_connections=6)
    browser = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(base_url=address, headers=browser, limits=limits, timeout=300) as client:
        await client.get(door)  # gives the cookie
        tab = Tab(client, course, random.Random(number), one_learner)
        listening = asyncio.create_task(tab.listen())
        try:
            yield tab
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening


async def settled(tab: Tab) -> None:
    """Engine and completion are warm: what they take to start is another figure."""
    while not tab.ready:
        await asyncio.sleep(0.1)
    typed = {"source": "prin", "line": 1, "column": 4}
    while not await tab.names(typed):
        await asyncio.sleep(0.1)
    tab.taken.clear()


def what_is_written() -> Written:
    from mlestone.web.lessons import lesson_page

    with Study.open() as study:
        skills = [skill for skill in study.course.skills.values() if not skill.planned and skill.kit == CORE]
        pages = {str(skill.id): lesson_page(skill.path) for skill in skills}
        proofs = {
            str(proof.id): read_sheet(proof.path).reference
            for skill in skills
            for proof in skill.proofs
            if proof.path is not None and proof.kind is Kind.CODE
        }
    return Written({name: page["blocks"] for name, page in pages.items() if page["written"]}, proofs)


def somewhere(control: dict[str, Any], dice: random.Random) -> Any:
    if control["kind"] == "slider":
        steps = round((control["high"] - control["low"]) / control["step"])
        return control["low"] + control["step"] * dice.randint(0, steps)
    return dice.choice(control["options"]) if control["kind"] == "choice" else dice.random() < 0.5


# ---- what is told ---------------------------------------------------------------------------------------


def taken_from(tabs: list[Tab]) -> list[tuple[str, float]]:
    """What the tabs waited, which they forget."""
    taken = [each for tab in tabs for each in tab.taken]
    for tab in tabs:
        tab.taken.clear()
    return taken


def report(when: str, taken: list[tuple[str, float]]) -> None:
    print(f"{when}:")
    for kind in sorted({kind for kind, _ in taken}):
        times = [time for each, time in taken if each == kind]
        row(f"  {kind}", str(len(times)), f"{statistics.median(times):.0f} ms", f"{max(times):.0f} ms")
    slowest = max(time for kind, time in taken if kind not in RUNS_CODE)
    row(f"  slowest that runs no code, target {SLOWEST_ALLOWED} ms", "", "", f"{slowest:.0f} ms")


def row(what: str, count: str, median: str, slowest: str) -> None:
    print(f"{what:48}{count:>10}{median:>12}{slowest:>12}", flush=True)


def worked(process: int) -> float:
    """Seconds a process has had a processor, without those below it."""
    times = Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()[11:13]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def report_memory(when: str, process: int) -> None:
    parts = memory_below(process)
    told = ", ".join(f"{name} {size:.0f}" for name, size in sorted(parts.items(), key=lambda part: -part[1]))
    print(f"{when:40}{sum(parts.values()):>12.0f} MB   {told}", flush=True)


def memory_below(process: int) -> dict[str, float]:
    """Megabytes of a process and of all that descend from it, by what they are; what several share is counted once."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            parent = int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found: defaultdict[str, float] = defaultdict(float)
    family = [(process, "server")]
    while family:
        one, name = family.pop()
        found[name] += shared_out(one) / MEGABYTE
        family += [(child, name if name in _ROLES else role_of(child)) for child in children.get(one, [])]
    return found


_ROLES = ("kit", "completer")


def role_of(process: int) -> str:
    """What the server started: a kit, with all that is forked from it, or something beside."""
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{process}/cmdline").read_text(errors="replace").split("\0")
        return next((role for role in _ROLES if any(role in word for word in words)), "other")
    return "other"


def shared_out(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return 1024 * float(line.split()[1])
    return 0.0


if __name__ == "__main__":
    main()
