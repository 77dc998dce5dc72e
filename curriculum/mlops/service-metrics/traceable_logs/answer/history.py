"""Knows how many loans somebody has paid back. Started with:

python -m uvicorn history:app --host 127.0.0.1 --port 8001 --no-access-log
"""

import asyncio

from fastapi import FastAPI

from observe import observed

app = FastAPI(title="History")
observed(app, "history")


@app.get("/history")
async def history(email: str, since: int) -> dict[str, int]:
    """How many loans a customer, known since that year, has paid back."""
    if since > 2026:
        raise LookupError(f"nobody called {email} is known since {since}")
    if since < 2015:
        await asyncio.sleep(0.3)  # these are in the archive
    return {"paid_back": len(email) % 4}
