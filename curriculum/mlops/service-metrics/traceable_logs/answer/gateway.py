"""Takes applications for loans, and asks the history and the scoring about them. Started with:

python -m uvicorn gateway:app --host 127.0.0.1 --port 8000 --no-access-log
"""

import httpx
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from observe import note, observed, passed_on

app = FastAPI(title="Loans")
observed(app, "gateway")
client = httpx.AsyncClient(timeout=30)


class Application(BaseModel):
    number: str
    name: str
    email: str
    iban: str
    amount: float
    months: int
    since: int


@app.post("/applications")
async def apply(application: Application) -> dict[str, str]:
    """Whether a loan is granted."""
    # [answer] Note the application's number.
    note(application=application.number)
    # [/answer]
    about = {"email": application.email, "since": application.since}
    known = await ask("GET", "http://127.0.0.1:8001/history", params=about)
    url = "http://127.0.0.1:8002/score"
    scored = await ask("POST", url, params=known, json=application.model_dump())
    return {"number": application.number, "decision": scored["decision"]}


async def ask(method: str, url: str, **how) -> dict:
    """What another component answers."""
    headers: dict[str, str] = {}
    # [answer] Let whoever is asked know which request this is for.
    headers |= passed_on()
    # [/answer]
    try:
        answer = await client.request(method, url, headers=headers, **how)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise HTTPException(502, "cannot be decided now") from error
    return answer.json()
