"""How the checks of both labs have DVC's commands run."""

import json
from pathlib import Path

from mlestone.proving import expect

HAND = Path(__file__).with_name("hand.py").read_text()
WHO = {f"GIT_{role}_{what}": said for role in ("AUTHOR", "COMMITTER") for what, said in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))}
"""Whose commits these are."""


def dvc(lab, folder, command):
    """What came of a command of DVC's in a folder: its exit code, and what it printed."""
    if not lab.exists("hand/hand.py"):
        lab.write("hand/hand.py", HAND)
        lab.start("python hand/hand.py", env=WHO)
    number = 1 + len(lab.files("hand/*.done"))
    lab.asked(f"dvc {command}, in {folder}")
    lab.write(f"hand/{number}.json", json.dumps([folder, command.split()]))
    lab.write(f"hand/{number}.ready", "")
    ended = lab.until(lambda: lab.exists(f"hand/{number}.done"), 150)
    expect(ended).is_true(f"dvc {command} ends", f"dvc {command} has not ended after 150 seconds")
    done = json.loads(lab.text(f"hand/{number}.done"))
    return done["code"], done["log"]
