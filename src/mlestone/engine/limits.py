"""What one attempt may use. Enforced from outside the child wherever the machine allows."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MIB = 1 << 20
# What a child may hold beyond its limit: pages it shares with the zygote until it writes to them.
BASELINE = 256 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one attempt; each has a reason, none is a measure of how good an answer is."""

    # Wall time for all checks together, without what was waited for a processor: ten times what the slowest sound
    # answer needs.
    seconds: float = 10.0
    memory: int = 1024 * MIB  # beyond what the warm libraries already hold
    scratch: int = 64 * MIB  # files in the child's own folder; they live in memory
    output: int = 4 * MIB  # printed bytes; of these a verdict keeps the first 64 KiB
    processes: int = 64  # processes and threads
    open_files: int = 256
    source: int = 256 * 1024  # bytes of submitted source: a hundred times a long answer
    # Bytes a process may map, where that is not to follow from `memory`: servers in Go or Java reserve far more than
    # they ever use.
    mapped: int | None = None

    def as_dict(self) -> dict[str, float | int]:
        return asdict(self)


LAB = Limits(
    seconds=120.0,
    scratch=256 * MIB,
    output=16 * MIB,
    processes=256,
    open_files=1024,
    source=4 * MIB,  # a whole folder, in JSON
    mapped=1 << 40,
)
"""Of a lab that says nothing else: services start in seconds, and several processes share one allowance."""
