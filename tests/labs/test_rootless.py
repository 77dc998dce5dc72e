"""Labs for whoever is not root on the machine: the network is then entered through the user namespace it belongs to."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PLAY = """
import sys
from pathlib import Path
from mlestone.base.ids import KitName, ProofId
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.limits import LAB
from mlestone.proving.labs import bundle
from mlestone.proving.labs.folder import read_lab

folder = Path(sys.argv[1])
with Engine() as engine:
    files = bundle.pack(dict(read_lab(folder).answer))
    verdict = engine.grade(Job(ProofId("a/b"), folder, KitName("core"), 1, files, limits=LAB)).verdict
print(verdict.status, verdict.summary, verdict.author_detail)
"""
NOBODY = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs util-linux")
def test_a_lab_is_judged_without_any_privilege(lab_folder: Path) -> None:
    if subprocess.run([*NOBODY, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine has no user namespaces for everybody")
    played = subprocess.run(
        [*NOBODY, sys.executable, "-c", PLAY, str(lab_folder)], check=True, capture_output=True, text=True
    )
    assert played.stdout.startswith("passed"), played.stdout + played.stderr
