"""How mistakes look to a lab's checks, and which of them an attempt looks like.

Playing every mistake beside a failing attempt, as is done for code, would start a service for each: too slow by far. So
each is played by its author, on a few seeds, and what the checks said of it is kept beside the lab: for every check
that failed, its difference in words. A number that was another on each seed is left open (`#`); a status of 500 stays.

A mistake is recognised when every check that fails for it fails for the learner with the same words. The one that
explains most checks is named; of equals the first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from mlestone.proving.labs.overlay import Overlay
from mlestone.proving.verdict import CheckResult, Recognised

FILE = "symptoms.json"

Look = Mapping[str, str]
"""What an attempt looks like: the sentence of each check that failed, and how."""

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Symptoms:
    """The looks of a lab's mistakes, and of which version of the lab they are."""

    content: str = ""
    looks: Mapping[str, Look] = field(default_factory=lambda: MappingProxyType({}))

    def as_text(self) -> str:
        """The file they are kept in."""
        plain = {"content": self.content, "mistakes": {name: dict(look) for name, look in self.looks.items()}}
        return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"


def read_symptoms(path: Path) -> Symptoms:
    """The symptoms in a file; none where it is missing or is no such file: it can be made again at any time."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        looks = {
            str(name): {str(key): str(said) for key, said in look.items()} for name, look in plain["mistakes"].items()
        }
        return Symptoms(str(plain["content"]), MappingProxyType(looks))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Symptoms()


def look_of(results: Iterable[CheckResult]) -> dict[str, str]:
    """How an attempt looks."""
    return {result.sentence: result.difference or "" for result in results if result.status == "failed"}


def common_look(looks: Sequence[Look]) -> dict[str, str]:
    """What is the same in all of them: the checks that fail in each, with the numbers that differ left open."""
    first, *others = looks
    shared = {sentence: [said, *(look.get(sentence) for look in others)] for sentence, said in first.items()}
    common = {
        sentence: _common([said for said in told if said is not None])
        for sentence, told in shared.items()
        if None not in told
    }
    return {sentence: said for sentence, said in common.items() if said is not None}


def _common(told: Sequence[str]) -> str | None:
    """The words all of them share; `None` where more differs than numbers."""
    if len({_NUMBER.sub("#", said) for said in told}) > 1:
        return None
    numbers = iter(zip(*(_NUMBER.findall(said) for said in told), strict=True))
    return _NUMBER.sub(lambda _: _one(next(numbers)), told[0])


def _one(numbers: Sequence[str]) -> str:
    return numbers[0] if len(set(numbers)) == 1 else "#"


def _says(symptom: str, said: str | None) -> bool:
    """Whether these are the words of the symptom, whatever numbers stand where it leaves them open.

    A `#` that the check wrote itself is one as well.
    """
    if said is None:
        return False
    pattern = f"(?:#|{_NUMBER.pattern})".join(re.escape(part) for part in symptom.split("#"))
    return re.fullmatch(pattern, said) is not None


def with_mistakes(
    results: Sequence[CheckResult], mistakes: Sequence[Overlay], looks: Mapping[str, Look]
) -> list[CheckResult]:
    """The results, each that failed with the mistake that is recognised in it."""
    mine = look_of(results)
    fitting = [mistake for mistake in mistakes if _fits(looks.get(mistake.name, {}), mine)]
    fitting.sort(key=lambda mistake: -len(looks[mistake.name]))
    named = []
    for result in results:
        mistake = next((each for each in fitting if result.sentence in looks[each.name]), None)
        failed = mistake is not None and result.status == "failed"
        named.append(replace(result, mistake=_named(mistake)) if failed and mistake is not None else result)
    return named


def _fits(look: Look, mine: Look) -> bool:
    return bool(look) and all(_says(symptom, mine.get(sentence)) for sentence, symptom in look.items())


def _named(mistake: Overlay) -> Recognised:
    return Recognised(mistake.name, mistake.sentence, mistake.paths[0])
