"""Routes of a lab's files: one is saved, made, renamed or deleted at a time."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from mlestone.study.learner import Learner
from mlestone.study.opening import workable
from mlestone.web.answers import told
from mlestone.web.front import Front
from mlestone.web.labs import Folder
from mlestone.web.proofs import LONGEST_SOURCE, FileName, Sheaf

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

    async def change(proof: str, file: str | None, work: Callable[[Folder], str]) -> Response:
        """Have one file changed; its stamp is the answer."""

        def on_desk(learner: Learner) -> str:
            workable(learner.desk, proof)
            sheaf = Sheaf.of(learner, proof, file)
            return work(Folder(learner, front.drafts, sheaf.entry, sheaf.path))

        return told({"stamp": await front.learners.look(on_desk), "saved": True})

    @router.put("")
    async def save_file(skill: str, name: str, saving: SavingOne, file: str | None = FileName) -> Response:
        """Save one file of a lab, or make it, unless somebody else has written there since."""
        path, source, stamp = saving.path, saving.source, saving.stamp
        return await change(f"{skill}/{name}", file, lambda folder: folder.save(path, source, stamp))

    @router.post("/rename")
    async def rename_file(skill: str, name: str, renaming: Renaming, file: str | None = FileName) -> Response:
        """Give one file of a lab another path, where there is none yet."""
        path, to, stamp = renaming.path, renaming.to, renaming.stamp
        return await change(f"{skill}/{name}", file, lambda folder: folder.move(path, to, stamp))

    @router.delete("")
    async def delete_file(
        skill: str,
        name: str,
        path: str = Query(max_length=_PATH),
        stamp: str = Query(max_length=100),
        file: str | None = FileName,
    ) -> Response:
        """Delete one file of a lab, as it is shown."""
        return await change(f"{skill}/{name}", file, lambda folder: folder.remove(path, stamp))

    return router
