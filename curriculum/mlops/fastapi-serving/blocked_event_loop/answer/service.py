"""Says when a shelf will be empty.

Started with: python -m uvicorn service:app --host 0.0.0.0 --port 8000
"""

import asyncio
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Annotated

import httpx
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field

from model import Forecaster

STORE = os.environ.get("DEMAND_STORE", "http://127.0.0.1:7000")
PATIENCE = 30.0  # seconds: on Mondays the store is slow


class Asked(BaseModel):
    item: str
    stock: Annotated[int, Field(ge=1, le=1000)]
    futures: Annotated[int, Field(ge=20, le=1_000_000)] = 2000
    seed: int = 0


class Forecast(BaseModel):
    item: str
    seed: int
    median: int
    early: int


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.forecaster = Forecaster()
    limits = httpx.Limits(max_connections=None)
    # One thread: the forecaster makes one forecast at a time, and the others wait where they are in nobody's way.
    with ThreadPoolExecutor(max_workers=1) as app.state.worker:
        async with httpx.AsyncClient(base_url=STORE, timeout=PATIENCE, limits=limits) as app.state.store:
            yield


app = FastAPI(title="Shelves", lifespan=lifespan)


@app.get("/health")
async def health() -> dict[str, str]:
    """Whether the service can answer."""
    return {"status": "ok"}


async def daily_demand(store: httpx.AsyncClient, item: str) -> float:
    """How much of an item is sold a day, as the demand store has it."""
    try:
        answer = await store.get(f"/demand/{item}")
    except httpx.HTTPError as error:
        raise HTTPException(503, "the demand store cannot be reached") from error
    if answer.status_code == 404:
        raise HTTPException(404, f"nobody knows the item {item}")
    if answer.status_code != 200:
        raise HTTPException(503, "the demand store is out of order")
    return float(answer.json()["daily"])


@app.post("/v1/forecast")
async def forecast(request: Request, asked: Asked) -> Forecast:
    """On which day the shelf is empty."""
    state = request.app.state
    daily = await daily_demand(state.store, asked.item)
    days = await asyncio.get_running_loop().run_in_executor(
        state.worker, state.forecaster.forecast, daily, asked.stock, asked.futures, asked.seed
    )
    return Forecast(item=asked.item, seed=asked.seed, **days)
