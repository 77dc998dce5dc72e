"""The server put together: the API's routes, what they work with, and what lives as long as it does."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from mlestone import __version__
from mlestone.base.errors import MlestoneError
from mlestone.course.model import CORE
from mlestone.study.learner import Learner
from mlestone.study.service import serving
from mlestone.study.study import Study
from mlestone.web import going, keeping, lab_files, looking, proofs, running
from mlestone.web.answers import refusal, told
from mlestone.web.completion import Completion
from mlestone.web.drafts import Drafts
from mlestone.web.errors import on_break, on_http_error, on_our_error, on_wrong_form
from mlestone.web.events import Hub, Watch
from mlestone.web.front import Front
from mlestone.web.kit_making import KitMaking
from mlestone.web.reception import Reception
from mlestone.web.sessions import Sessions
from mlestone.web.static_files import BUILT
from mlestone.web.workers import Learners

_PARTS = (looking, proofs, lab_files, running, going, keeping)
_ABOUT = "What the page of MLestone uses, and any other program may: every address wants the token of this start."

# FastAPI reports to OpenTelemetry where the environment names a collector. MLestone reports to nobody.
_NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def create_app(
    study: Study, open_learner: Callable[[], Learner], *, token: str, static: Path = BUILT, warm: bool = True
) -> Reception:
    """The app for one learner: the page, and the API behind it."""
    return Reception(lambda: create_api(study, open_learner, warm=warm), token=token, static=static)


def create_api(study: Study, open_learner: Callable[[], Learner], *, warm: bool = True) -> FastAPI:
    """What the page talks to. `warm`: start the engine at once, and judge for other processes too."""
    hub, drafts = Hub(), Drafts()
    front = Front(
        study=study,
        learners=Learners(open_learner),
        hub=hub,
        drafts=drafts,
        sessions=Sessions(lambda: study.engine),
        completion=Completion(early=warm),
        kits=KitMaking(hub),
    )
    app = FastAPI(
        title="MLestone",
        version=__version__,
        description=_ABOUT,
        openapi_url=None,  # with the shapes of answers: below
        docs_url=None,  # its page is loaded from elsewhere
        redoc_url=None,
        telemetry=_NO_TELEMETRY,
        lifespan=_lifespan(front, Watch(hub, drafts, open_learner), open_learner, warm=warm),
    )

    def let_go() -> None:
        """Answer whoever waits for what may take long: the server is about to end."""
        hub.close()
        front.completion.leave_off()

    app.state.let_go = let_go
    for error, handler in (
        (MlestoneError, on_our_error),
        (HTTPException, on_http_error),
        (RequestValidationError, on_wrong_form),
        (Exception, on_break),
    ):
        app.add_exception_handler(error, handler)
    api = APIRouter(prefix="/api")
    for part in _PARTS:
        api.include_router(part.routes(front))
    app.include_router(api)
    app.include_router(_description(app))
    return app


def _description(app: FastAPI) -> APIRouter:
    router = APIRouter(prefix="/api", include_in_schema=False)

    @router.get("")
    async def page() -> Response:
        from mlestone.web import describing

        return HTMLResponse(describing.page(await asyncio.to_thread(describing.describe, app)))

    @router.get("/openapi.json")
    async def openapi() -> Response:
        from mlestone.web.describing import describe

        return told(await asyncio.to_thread(describe, app))

    @router.get("/{path:path}")
    async def nothing(path: str) -> Response:
        return refusal(404, "unknown", f"There is nothing at /api/{path}. /api/openapi.json lists what there is.")

    return router


def _lifespan(
    front: Front, watch: Watch, open_learner: Callable[[], Learner], *, warm: bool
) -> Callable[[FastAPI], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        front.hub.open()
        watch.open()
        warming = _Warming(front, open_learner)
        if warm:
            warming.begin()
        try:
            yield
        finally:
            front.hub.close()
            await asyncio.to_thread(_close, front, watch, warming)

    return lifespan


def _close(front: Front, watch: Watch, warming: _Warming) -> None:
    watch.close()
    front.sessions.close()
    front.completion.close()
    front.learners.close()
    warming.end()


class _Warming:
    """Loads the engine beside everything else, then lets other processes use it, until the server ends."""

    def __init__(self, front: Front, open_learner: Callable[[], Learner]) -> None:
        self._front = front
        self._open_learner = open_learner
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="warming", daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(20)

    def _serve(self) -> None:
        with self._open_learner() as learner, serving(learner) as service:
            # Another process may serve already; pages want this one's engine warm all the same.
            if not service.active:
                with contextlib.suppress(MlestoneError):
                    self._front.study.engine.warm(CORE, 0)
            else:
                while not service.warmed.wait(0.1) and not self._ending.is_set():
                    pass
            self._front.engine = "ready"
            self._front.hub.tell("engine", {"state": "ready"})
            _load_what_writes(new=not learner.desk.journal.exists)
            self._ending.wait()


def _load_what_writes(*, new: bool) -> None:
    """The libraries that write the log: a second's work, which the first entry would wait for."""
    import_module("mlestone.store.log")
    if new:
        import_module("alembic.command")  # makes the tables
