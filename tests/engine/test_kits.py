"""Kits made on demand: the mechanism, on tiny wheels and without any registry; and what the kits' own files say."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mlestone.base.errors import UnknownName
from mlestone.base.ids import KitName, ProofId
from mlestone.base.settings import builtin_course
from mlestone.cli import commands
from mlestone.course.documents import Faults
from mlestone.course.kit_files import KitEntry, read_kits, tools_of
from mlestone.engine.engine import Engine
from mlestone.engine.job import Job
from mlestone.engine.kit import KitMissing, find_kit, kit_names, kit_of
from mlestone.engine.making import make
from mlestone.engine.making.make import CannotInstall, Progress, install
from mlestone.engine.making.pip import PipFailed, reason_of
from mlestone.engine.making.recipe import Locked, Pinned, Recipe, entries, find_recipe, pin_of, read_recipe
from mlestone.engine.making.shelf import KitBusy, Place, claimed, folders_of, shelf
from mlestone.engine.session import Ended, Printed
from mlestone.study.kits import standings

Registry = Path


def wheel(folder: Path, name: str, version: str, body: str = "", needs: str = "") -> str:
    """A wheel of one module with one script; its checksum."""
    described = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + (
        f"Requires-Dist: {needs}\n" if needs else ""
    )
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\ndef main(): print(VERSION)\n{body}",
        f"{about}/METADATA": described,
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": f"[console_scripts]\nsay-{name} = {name}:main\n",
    }
    files[f"{about}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{about}/RECORD"])
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inner, text in files.items():
            archive.writestr(inner, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def source_only(folder: Path, name: str, version: str) -> str:
    """A source distribution whose own backend takes its wheel out of its pocket: nothing is needed to build it."""
    pocket = folder / "pocket"
    pocket.mkdir()
    wheel(pocket, name, version)
    made = f"{name}-{version}-py3-none-any.whl"
    files = {
        "pyproject.toml": b'[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "backend.py": (
            "import shutil\n"
            "def build_wheel(folder, settings=None, metadata=None):\n"
            f"    shutil.copy({made!r}, folder)\n    return {made!r}\n"
            f"def build_sdist(folder, settings=None): raise NotImplementedError\n"
        ).encode(),
        "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        made: (pocket / made).read_bytes(),
    }
    shutil.rmtree(pocket)
    path = folder / f"{name}-{version}.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for inner, content in files.items():
            entry = tarfile.TarInfo(f"{name}-{version}/{inner}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """A folder of wheels in the registry's place, an empty shelf, and none of this machine's settings of pip."""
    monkeypatch.setenv("MLESTONE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "registry"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


TINY = """
title = "Tiny"
about = "A kit for tests."
holds = ["tinylib"]
download = 1
installed = 2
tiers = [["json"], ["tinylib"]]
"""


def tiny(registry: Registry, *, steps: str = '[[steps]]\nlock = "tiny.txt"\n', checksum: str = "") -> Recipe:
    checksum = checksum or wheel(registry, "tinylib", "1.0", body="def double(x): return 2 * x\n")
    folder = registry.parent / "kits"
    folder.mkdir(exist_ok=True)
    (folder / "tiny.toml").write_text(TINY + steps)
    (folder / "tiny.txt").write_text(f"# by hand\ntinylib==1.0 \\\n    --hash=sha256:{checksum}\n")
    return read_recipe(folder / "tiny.toml")


def says(program: Path, *arguments: str) -> str:
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def stopping_at(stage: str) -> Callable[[Progress], None]:
    """Somebody who presses Ctrl-C as soon as this stage is reached."""

    def tell(progress: Progress) -> None:
        if progress.stage == stage:
            raise KeyboardInterrupt

    return tell


# ---- making ---------------------------------------------------------------------------------------------


def test_a_kit_is_missing_until_it_is_installed(registry: Registry) -> None:
    recipe = tiny(registry)
    with pytest.raises(KitMissing, match=r"`mlestone kits install tiny` \(about 1 MB to download\)") as missing:
        kit_of(recipe)
    assert missing.value.command == "mlestone kits install tiny"

    told: list[Progress] = []
    made = install(recipe, told.append)
    kit = kit_of(recipe)
    assert says(kit.python, "-c", "import tinylib; print(tinylib.double(4))") == "8"
    assert made.libraries == {"tinylib": "1.0"}
    assert made.bytes > 0
    stages = [progress.stage for progress in told]
    assert sorted(set(stages), key=stages.index) == ["preparing", "downloading", "installing", "trying"]
    assert told[-2].done == told[-2].total == 1
    assert [path.name for path in folders_of(recipe.name)] == [f"tiny-{recipe.fingerprint}"]
    # its scripts run, although the environment was renamed
    assert says(Place.of(recipe).folder / "bin" / "say-tinylib") == "1.0"
    # and it is not made again
    assert install(recipe, stopping_at("preparing")) == made


def test_an_installation_broken_off_at_any_stage_leaves_no_kit_and_can_be_continued(registry: Registry) -> None:
    recipe = tiny(registry)
    for stage in ("preparing", "downloading", "installing", "trying"):
        with pytest.raises(KeyboardInterrupt):
            install(recipe, stopping_at(stage))
        assert Place.of(recipe).made() is None
        with pytest.raises(KitMissing):
            kit_of(recipe)
    install(recipe)
    assert says(kit_of(recipe).python, "-c", "import tinylib; print(tinylib.VERSION)") == "1.0"


def test_what_was_downloaded_is_not_downloaded_again(registry: Registry) -> None:
    recipe = tiny(registry)
    with pytest.raises(KeyboardInterrupt):
        install(recipe, stopping_at("installing"))
    assert Place.of(recipe).kept() > 0
    for file in registry.iterdir():
        file.unlink()
    install(recipe)
    assert says(kit_of(recipe).python, "-c", "import tinylib; print(tinylib.VERSION)") == "1.0"


def test_a_library_that_cannot_be_imported_makes_no_kit(registry: Registry) -> None:
    recipe = tiny(registry, checksum=wheel(registry, "tinylib", "1.0", body="import not_there\n"))
    with pytest.raises(CannotInstall, match=r"do not work on this machine: .*No module named 'not_there'"):
        install(recipe)
    with pytest.raises(KitMissing):
        kit_of(recipe)


def test_a_kit_whose_python_is_gone_counts_as_missing_and_is_made_anew(registry: Registry) -> None:
    recipe = tiny(registry)
    install(recipe)
    for name in ("python", "python3"):
        (Place.of(recipe).folder / "bin" / name).unlink()
    with pytest.raises(KitMissing):
        kit_of(recipe)
    install(recipe)
    assert says(kit_of(recipe).python, "-c", "import tinylib; print(tinylib.VERSION)") == "1.0"


def test_a_new_recipe_replaces_the_kit_of_the_older_one(registry: Registry) -> None:
    old = tiny(registry)
    install(old)
    (older,) = folders_of(old.name)
    lock = registry.parent / "kits" / "tiny.txt"
    lock.write_text(f"tinylib==2.0 --hash=sha256:{wheel(registry, 'tinylib', '2.0')}\n")
    new = read_recipe(registry.parent / "kits" / "tiny.toml")
    assert Place.of(new).folder != older
    with pytest.raises(KitMissing):
        kit_of(new)
    install(new)
    assert [path.name for path in folders_of(new.name)] == [f"tiny-{new.fingerprint}"]


def test_two_processes_never_make_one_kit_at_once(registry: Registry) -> None:
    recipe = tiny(registry)
    with claimed(recipe.name), pytest.raises(KitBusy, match="being installed or removed by another process"):
        install(recipe)


def test_passwords_in_settings_of_pip_do_not_stay_where_learners_code_reads(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    recipe = tiny(registry)
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "pip.conf").write_text(f"[global]\nfind-links = {registry}\n")
    monkeypatch.delenv("PIP_CONFIG_FILE")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setattr(sys, "prefix", str(ours))
    install(recipe)
    assert list(Place.of(recipe).folder.rglob("pip.conf")) == []


# ---- kinds of steps -------------------------------------------------------------------------------------

PINNED = '[[steps]]\nlock = "tiny.txt"\n[[steps]]\npins = ["heavy==2.0+cpu"]\notherwise = ["heavy==2.0"]\n'


def test_the_preferred_build_is_taken_where_it_is_offered(registry: Registry) -> None:
    recipe = tiny(registry, steps=PINNED)
    for version in ("2.0", "2.0+cpu", "3.0"):
        wheel(registry, "heavy", version, needs="tinylib")
    assert install(recipe).libraries == {"heavy": "2.0+cpu", "tinylib": "1.0"}


def test_the_build_taken_otherwise_gets_what_it_lacks_and_moves_no_pin(registry: Registry) -> None:
    recipe = tiny(registry, steps=PINNED)
    wheel(registry, "tinylib", "1.5")
    wheel(registry, "heavy", "2.0", needs="drivers")
    wheel(registry, "drivers", "7.0", needs="tinylib")
    assert install(recipe).libraries == {"drivers": "7.0", "heavy": "2.0", "tinylib": "1.0"}


def test_a_library_published_as_source_only_is_built_with_nothing_downloaded(registry: Registry) -> None:
    recipe = tiny(registry, steps='[[steps]]\nlock = "tiny.txt"\n[[steps]]\nlock = "old.txt"\nsource = true\n')
    checksum = source_only(registry, "oldlib", "0.2")
    (registry.parent / "kits" / "old.txt").write_text(f"oldlib==0.2 --hash=sha256:{checksum}\n")
    assert install(recipe).libraries == {"oldlib": "0.2", "tinylib": "1.0"}


# ---- what can go wrong ----------------------------------------------------------------------------------


def test_a_file_that_is_not_the_pinned_one_is_refused(registry: Registry) -> None:
    wheel(registry, "tinylib", "1.0")
    with pytest.raises(CannotInstall, match="its checksum differs"):
        install(tiny(registry, checksum="0" * 64))


def test_a_library_that_is_not_to_be_had_is_named(registry: Registry) -> None:
    with pytest.raises(CannotInstall, match=r"has no build of tinylib==1\.0 for this machine and Python"):
        install(tiny(registry, checksum="0" * 64))


def test_without_a_network_it_says_so_and_how_to_go_on(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = tiny(registry)
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_NO_INDEX", "0")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")  # the port of nobody
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(CannotInstall) as failure:
        install(recipe)
    assert "The package registry could not be reached." in str(failure.value)
    assert "to go on, run: mlestone kits install tiny" in str(failure.value)


def test_a_python_that_is_too_old_is_told_before_anything_is_downloaded(registry: Registry) -> None:
    recipe = replace(tiny(registry), pythons=("3.98", "3.99"))
    with pytest.raises(CannotInstall, match=r"can be made with Python 3\.98 to 3\.99; MLestone runs in Python 3\.\d+"):
        install(recipe)
    assert folders_of(recipe.name) == []


def test_too_small_a_disk_is_told_before_anything_is_downloaded(registry: Registry) -> None:
    recipe = replace(tiny(registry), installed=10**18)
    with pytest.raises(CannotInstall, match=r"takes about 1000000000\.0 GB, and .* are free at"):
        install(recipe)
    assert folders_of(recipe.name) == []


def test_a_disk_that_fills_up_meanwhile_is_told_and_nothing_is_lost(registry: Registry) -> None:
    recipe = tiny(registry)

    def full(progress: Progress) -> None:
        if progress.stage == "trying":
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(CannotInstall, match=r"The disk is full\.\nWhat was downloaded is kept"):
        install(recipe, full)
    assert Place.of(recipe).kept() > 0


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "checksum"),
        ("NewConnectionError('...')\nERROR: No matching distribution found for x==1", "network"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: ... Read timed out.", "network"),
        ("ERROR: No matching distribution found for x==1", "not offered"),
        ("Segmentation fault", "other"),
    ],
)
def test_what_pip_says_is_understood(output: str, reason: str) -> None:
    assert reason_of(output) == reason


def test_what_is_not_understood_is_quoted() -> None:
    assert str(PipFailed("other", "one\n\ntwo\n")) == "pip failed. It said last:\n  one\n  two"


# ---- running --------------------------------------------------------------------------------------------

PROOF = '''"""Double

Write `twice(x)`: two times `x`.
"""
import tinylib
from mlestone.proving import answer, check, expect, mistake


@answer
def twice(x):
    """Return two times `x`."""
    return tinylib.double(x)


@mistake(twice, "This is the square. What is twice three?")
def square(x):
    return x * x


@check("doubles whole numbers")
def doubles(learner, rng):
    x = int(rng.integers(3, 99))
    expect(learner.twice(x)).equals(twice(x))
'''


def give_numpy(environment: Path) -> None:
    """What every kit has, too: this Python's own NumPy, as a copy, since no registry is asked for one here."""
    import numpy

    (packages,) = environment.glob("lib/python*/site-packages")
    ours = Path(numpy.__file__).parents[1]
    for folder in ("numpy", "numpy.libs"):
        if (ours / folder).exists():
            shutil.copytree(ours / folder, packages / folder, ignore=shutil.ignore_patterns("tests", "__pycache__"))


def test_proofs_and_cells_run_in_a_kit_that_holds_nothing_of_mlestone_s(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = tiny(registry)
    install(recipe)
    give_numpy(Place.of(recipe).folder)
    monkeypatch.setattr("mlestone.engine.engine.find_kit", lambda _: kit_of(recipe))
    proof = tmp_path / "course" / "twice.py"
    proof.parent.mkdir()
    proof.write_text(PROOF)
    job = Job(ProofId("numbers/twice"), proof, recipe.name, seed=3)
    with Engine(courses=(proof.parent,)) as engine:
        right = engine.grade(replace(job, source=b"import tinylib\ntwice = tinylib.double\n")).verdict
        wrong = engine.grade(replace(job, source=b"def twice(x): return x * x\n")).verdict
        with engine.session(recipe.name) as session:
            held = list(session.run("import tinylib; print(tinylib.double(21))"))
            strange = list(session.run("import rich"))
    assert right.status == "passed", right
    assert wrong.status == "failed"
    assert wrong.mistake is not None
    assert wrong.mistake.name == "square"
    assert Printed("42\n") in held
    assert isinstance(strange[-1], Ended)
    assert strange[-1].failed


# ---- the command line -----------------------------------------------------------------------------------


def mlestone(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["mlestone", "kits", *arguments])
    return commands.run()


@pytest.fixture
def on_offer(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """The tiny kit under the name of one that the course has."""
    tiny(registry)
    folder = registry.parent / "kits"
    (folder / "tiny.toml").rename(folder / "deep.toml")
    monkeypatch.setattr("mlestone.engine.making.recipe.RECIPES", folder)
    return find_recipe("deep")


def test_install_list_and_remove(
    on_offer: Recipe, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def listed() -> dict[str, str]:
        assert mlestone(monkeypatch, "list", "--json") == 0
        return {kit["name"]: kit["state"] for kit in json.loads(capsys.readouterr().out)["kits"]}

    assert listed()["deep"] == "not installed"
    assert mlestone(monkeypatch, "install", "deep", "--json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["state"] == "installed"
    assert told.err.splitlines()[0] == "Making an environment …"
    assert listed()["deep"] == "installed"
    assert mlestone(monkeypatch, "remove", "deep") == 0
    assert re.fullmatch(r"The kit deep is removed; \d+ [kM]B are free again\.\n", capsys.readouterr().out)
    assert listed()["deep"] == "not installed"
    assert list(shelf().glob("deep*")) == []


def test_ctrl_c_ends_in_words(
    on_offer: Recipe, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "mlestone.engine.making.make._Workshop._try", lambda _: stopping_at("trying")(Progress("trying"))
    )
    assert mlestone(monkeypatch, "install", "deep") == 1
    assert "to go on, run: mlestone kits install deep" in capsys.readouterr().err
    assert mlestone(monkeypatch, "list") == 0
    assert "Installation broken off" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("install", "depe"), "There is no kit 'depe'. Did you mean 'deep'?"),
        (("install", "keras"), "The kit keras is planned: it cannot be installed yet."),
        (("remove", "core"), "The kit core comes with MLestone and cannot be removed by itself."),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert mlestone(monkeypatch, *arguments) == 1
    assert capsys.readouterr().err == sentence + "\n"


def test_core_is_there_always(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert mlestone(monkeypatch, "install", "core") == 0
    assert capsys.readouterr().out == "The kit core is ready: comes with MLestone.\n"
    assert find_kit(KitName("core")).python == Path(sys.executable)


# ---- the kits' own files --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course_kits() -> dict[KitName, KitEntry]:
    faults = Faults()
    _, kits, _ = read_kits(builtin_course() / "kits.yaml", faults)
    assert faults.problems == []
    return {kit.name: kit for kit in kits}


def locked(name: KitName) -> dict[str, str]:
    """Every library a kit's lists pin, by name."""
    pins = [
        pin_of(entry) for step in find_recipe(name).steps if isinstance(step, Locked) for entry in entries(step.lock)
    ]
    pins += [pin for step in find_recipe(name).steps if isinstance(step, Pinned) for pin in step.pins]
    return dict(pin.partition(" ;")[0].split("==") for pin in pins)


def test_every_kit_is_one_of_the_course_s(course_kits: dict[KitName, KitEntry]) -> None:
    assert set(kit_names()) <= set(course_kits)


@pytest.mark.parametrize("name", kit_names())
def test_a_kit_holds_nothing_the_course_does_not_know(name: KitName, course_kits: dict[KitName, KitEntry]) -> None:
    assert set(find_recipe(name).holds) <= tools_of(name, course_kits)


def test_kits_that_are_only_planned_are_said_to_be(course_kits: dict[KitName, KitEntry]) -> None:
    planned = {kit.name for kit in standings() if kit.state == "planned"}
    assert planned == set(course_kits) - set(kit_names())
    with pytest.raises(UnknownName):
        find_kit(KitName("keras"))


ON_DEMAND = [name for name in kit_names() if find_recipe(name).steps]


@pytest.mark.parametrize("name", ON_DEMAND)
def test_a_kit_installs_what_it_says_it_holds(name: KitName) -> None:
    pinned = {library.removesuffix("-cpu") for library in locked(name)}
    assert set(find_recipe(name).holds) <= pinned


@pytest.mark.parametrize("name", ON_DEMAND)
def test_every_file_of_a_list_has_its_checksum(name: KitName) -> None:
    for step in find_recipe(name).steps:
        if isinstance(step, Locked):
            for entry in entries(step.lock):
                assert re.match(r"[a-z0-9-]+==\S+ ", entry), entry
                assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("name", ON_DEMAND)
def test_kits_have_core_s_libraries_at_core_s_versions(name: KitName) -> None:
    text = (Path(__file__).parents[2] / "constraints.txt").read_text(encoding="utf-8")
    core = {
        library.lower().replace("_", "-"): version
        for library, version in re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE)
    }
    differing = {library for library, version in locked(name).items() if core.get(library, version) != version}
    assert differing == set(find_recipe(name).differs)
    assert set(find_recipe(KitName("core")).holds) <= set(locked(name))


@pytest.mark.parametrize("name", ON_DEMAND)
def test_nothing_that_is_chosen_by_machine_stands_in_a_list(name: KitName) -> None:
    """Whatever depends on torch would bring a torch of its own along, if it were resolved before torch is there."""
    lists = [step.lock for step in find_recipe(name).steps if isinstance(step, Locked)]
    assert not [lock for lock in lists if re.search(r"^(torch|nvidia-|triton)", lock.read_text(), re.MULTILINE)]


def test_kits_files_are_plain_toml() -> None:
    for name in kit_names():
        path = Path(make.__file__).parents[1] / "kits" / f"{name}.toml"
        allowed = {"title", "about", "holds", "python", "download", "installed", "tiers", "environment", "steps"}
        allowed.add("differs")
        assert set(tomllib.loads(path.read_text(encoding="utf-8"))) <= allowed
