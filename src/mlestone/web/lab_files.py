"""Routes of a lab's files: one is saved, made, renamed or deleted at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from mlestone.study.learner import Learner
from mlestone.study.opening import workable
from mlestone.web.answers import told
from mlestone.web.front import Front
from mlestone.web.labs import Folder, shown
from mlestone.web.proofs import LONGEST_SOURCE, FileName, Sheaf

Value = TypeVar("Value")

_PATH = 400  # of characters: more than a path may have, so that whoever gives a longer one is told


class SavingOne(BaseModel):
    """What was typed into a file, and the stamp of what it was made from; none: the file is new."""

    path: str = Field(max_length=_PATH)
    source: str = Field(max_length=LONGEST_SOURCE)
    stamp: str = ""


class Renaming(BaseModel):
    """Which file, as it is shown, and how it is to be called."""

    path: str = Field(max_length=_PATH)
    to: str = Field(max_length=_PATH)
    stamp: str


def routes(front: Front) -> APIRouter:
    router = APIRouter(prefix="/proofs/{skill}/{name}/files", tags=["proofs"])

    async def change(proof: str, file: str | None, work: Callable[[Folder], Value]) -> tuple[Value, Folder]:
        def on_desk(learner: Learner) -> tuple[Value, Folder]:
            workable(learner.desk, proof)
            sheaf = Sheaf.of(learner, proof, file)
            folder = Folder(learner, front.drafts, sheaf.entry, sheaf.path)
            return work(folder), folder

        return await front.learners.look(on_desk)

    def tell(folder: Folder, files: dict[str, bytes | None]) -> None:
        """Other windows show the same folder."""
        front.hub.tell("folder", {"proof": folder.entry.id, "file": folder.path.name, **shown(files)})

    @router.put("")
    async def save_file(skill: str, name: str, saving: SavingOne, file: str | None = FileName) -> Response:
        """Save one file of a lab, or make it, unless somebody else has written there since."""
        stamp, folder = await change(
            f"{skill}/{name}", file, lambda folder: folder.save(saving.path, saving.source, saving.stamp)
        )
        if not saving.stamp:
            tell(folder, {saving.path: saving.source.encode("utf-8", "replace")})
        return told({"stamp": stamp, "saved": True})

    @router.post("/rename")
    async def rename_file(skill: str, name: str, renaming: Renaming, file: str | None = FileName) -> Response:
        """Give one file of a lab another path, where there is none yet."""
        body, folder = await change(
            f"{skill}/{name}", file, lambda folder: folder.move(renaming.path, renaming.to, renaming.stamp)
        )
        tell(folder, {renaming.path: None, renaming.to: body})
        return told({"stamp": renaming.stamp, "saved": True})

    @router.delete("")
    async def delete_file(
        skill: str,
        name: str,
        path: str = Query(max_length=_PATH),
        stamp: str = Query(max_length=100),
        file: str | None = FileName,
    ) -> Response:
        """Delete one file of a lab, as it is shown."""
        _, folder = await change(f"{skill}/{name}", file, lambda folder: folder.remove(path, stamp))
        tell(folder, {path: None})
        return told({"stamp": "", "saved": True})

    return router
