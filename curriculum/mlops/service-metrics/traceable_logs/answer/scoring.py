"""Decides about loans. Started with:

python -m uvicorn scoring:app --host 127.0.0.1 --port 8002 --no-access-log
"""

from fastapi import FastAPI
from pydantic import BaseModel

from observe import note, observed
from risk import VERSION, risk

app = FastAPI(title="Scoring")
observed(app, "scoring")


class Application(BaseModel):
    number: str
    name: str
    email: str
    iban: str
    amount: float
    months: int
    since: int


@app.post("/score")
def score(application: Application, paid_back: int) -> dict[str, str | float]:
    """Whether a loan is granted."""
    # [answer] Note the application's number and the model's version, also for when the model breaks.
    note(application=application.number, model_version=VERSION)
    # [/answer]
    found = risk(application.model_dump(), paid_back)
    decision = "granted" if found < 0.5 else "refused"
    # [answer] Note the decision.
    note(decision=decision)
    # [/answer]
    return {"decision": decision, "risk": found}
