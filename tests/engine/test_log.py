"""What a process said can be asked for at any time."""

from __future__ import annotations

import os

from mlestone.base.ids import KitName
from mlestone.engine.host import KitHost
from mlestone.engine.kit import find_kit
from mlestone.engine.log import Log
from mlestone.engine.plain import PlainHost


def test_what_was_said_is_known_after_the_end() -> None:
    log = Log()
    os.write(log.fileno(), b"x" * 9_000 + b" the last words\n")
    assert log.read().endswith("the last words")
    os.write(log.fileno(), b"and these\n")  # reading has not moved the place where is written
    log.close()
    log.close()
    assert log.read().endswith("the last words\nand these")


def test_a_host_that_is_closed_still_tells_its_log() -> None:
    host = KitHost(find_kit(KitName("core")), hidden=(), children=1, tiers=1)
    host.close()
    assert host.log() == ""
    plain = PlainHost(find_kit(KitName("core")))
    plain.close()
    assert plain.log() == ""
