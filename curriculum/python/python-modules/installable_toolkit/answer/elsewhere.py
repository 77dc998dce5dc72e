"""Installs the project of this folder where others will have it: in a fresh environment. There is nothing to do here.

    python elsewhere.py FOLDER

FOLDER is made anew. It is a Python of its own that has the package, what `dependencies` in pyproject.toml names, and no
other library. Then go to another folder and try `FOLDER/bin/nile`, or `FOLDER/bin/python -c "import nile"`. No network is
used: libraries are those of the Python that runs this program.
"""

import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from email import message_from_bytes
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

PIP = [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "--quiet"]


def pip(*words):
    done = subprocess.run([*PIP, *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}elsewhere.py: pip {words[0] if words[0][0] != '-' else 'install'} failed")


def build(project, place):
    """The wheel of a clean copy of the project: without what earlier builds have left, and without environments."""

    def left_out(folder, names):
        old = {"build", "dist"} if Path(folder) == project else set()
        return {name for name in names if name in old or name.endswith(".egg-info") or (Path(folder) / name / "pyvenv.cfg").exists()}

    shutil.copytree(project, place / "copy", ignore=left_out)
    pip("wheel", str(place / "copy"), "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(place))
    [wheel] = place.glob("*.whl")
    return wheel


def link(requirements, packages):
    """Put libraries that are required into an environment, and what these require."""
    for requirement in map(Requirement, requirements):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            library = metadata.distribution(requirement.name)
        except metadata.PackageNotFoundError:
            sys.exit(f"elsewhere.py: {requirement.name} is required and not here, and there is no network")
        new = [name for name in {file.parts[0] for file in library.files} - {"..", "__pycache__"} if not (packages / name).exists()]
        for name in new:
            (packages / name).symlink_to(library.locate_file(name))
        if new:
            link(library.requires or (), packages)


def required(wheel):
    """What a wheel says it requires."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])


def main(project, folder):
    if folder.exists() and not (folder / "pyvenv.cfg").exists():
        sys.exit(f"elsewhere.py: {folder} is there, and is no environment")
    with tempfile.TemporaryDirectory() as place:
        wheel = build(project, Path(place))
        venv.create(folder, clear=True, symlinks=True)
        [packages] = folder.glob("lib/python*/site-packages")
        link(required(wheel), packages)
        pip("--python", str(folder / "bin" / "python"), "install", "--no-index", str(wheel))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(__file__).resolve().parent, Path(sys.argv[1]).resolve())
