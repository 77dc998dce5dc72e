"""The weekly monitor of the model that tells which parcels come late.

Started with: python monitor.py
It reads what lies in inbox/ and keeps all it has to remember in state/.
"""

import math
import os
import sqlite3
from pathlib import Path

import pandas as pd

INBOX = Path("inbox")
STATE = Path("state")
REPORTS = STATE / "reports"

NUMBERS = ["distance", "weight", "stops", "temperature"]
CATEGORIES = ["carrier", "service"]
COLUMNS = NUMBERS + CATEGORIES

RIPE = 0.9  # share of a week's parcels that need a label before its quality is told
ALPHA = 0.05  # for all columns of a week together


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share of `right` among `n`."""
    # [answer] Wilson's interval.
    share, width = right / n, z * z / n
    centre = (share + width / 2) / (1 + width)
    half = z / (1 + width) * math.sqrt(share * (1 - share) / n + width / (4 * n))
    return centre - half, centre + half
    # [/answer]


# [answer] Keep what arrives, so that nothing counts twice and nothing is needed twice.
def opened() -> sqlite3.Connection:
    """The store: one row for each prediction, one for each label, one for each report that was made."""
    STATE.mkdir(exist_ok=True)
    store = sqlite3.connect(STATE / "monitor.db")
    columns = ", ".join(f"{name} {'REAL' if name in NUMBERS else 'TEXT'}" for name in COLUMNS)
    store.execute(
        f"CREATE TABLE IF NOT EXISTS predictions (prediction_id TEXT PRIMARY KEY, week TEXT, {columns}, score REAL)"
    )
    store.execute("CREATE TABLE IF NOT EXISTS labels (prediction_id TEXT PRIMARY KEY, late INTEGER, reported_at TEXT)")
    store.execute("CREATE TABLE IF NOT EXISTS reports (week TEXT PRIMARY KEY, predictions INTEGER, drifted TEXT)")
    return store


def rows_of(path: Path, names: list[str]) -> list[list[object]]:
    """The rows of a file. One that lacks something ends the run."""
    table = pd.read_csv(path)
    if not set(names) <= set(table.columns) or table[names].isna().any(axis=None):
        raise SystemExit(f"{path} is not whole.")
    return table[names].to_numpy().tolist()


def read_inbox(store: sqlite3.Connection) -> None:
    """Take in every file, or, if one of them cannot be used, none."""
    names = ["prediction_id", "week", *COLUMNS, "score"]
    with store:
        for path in sorted(INBOX.glob("predictions-*.csv")):
            places = ", ".join("?" * len(names))
            store.executemany(f"INSERT OR IGNORE INTO predictions VALUES ({places})", rows_of(path, names))
        for path in sorted(INBOX.glob("labels-*.csv")):
            store.executemany(
                "INSERT INTO labels VALUES (?, ?, ?) ON CONFLICT (prediction_id) DO UPDATE "
                "SET late = excluded.late, reported_at = excluded.reported_at "
                "WHERE excluded.reported_at > labels.reported_at",
                rows_of(path, ["prediction_id", "late", "reported_at"]),
            )
# [/answer]


def drifted_columns(reference: pd.DataFrame, week: pd.DataFrame, path: Path) -> list[str]:
    """Have Evidently compare a week with the reference; save its report, and return the columns that drifted."""
    # [answer] Run Evidently on all columns, by K-S and chi-square, and go by its p-values.
    from evidently import Report  # takes seconds: not where there is nothing to report
    from evidently.presets import DataDriftPreset

    preset = DataDriftPreset(columns=COLUMNS, num_method="ks", cat_method="chisquare")
    snapshot = Report([preset]).run(week[COLUMNS], reference[COLUMNS])
    path.parent.mkdir(parents=True, exist_ok=True)
    snapshot.save_json(str(path))
    metrics = snapshot.dict()["metrics"]
    p_values = {metric["config"]["column"]: metric["value"] for metric in metrics if "column" in metric["config"]}
    return sorted(name for name, p_value in p_values.items() if p_value < ALPHA / len(COLUMNS))
    # [/answer]


# [answer] Make reports where predictions have come, and the history of all weeks.
def make_reports(store: sqlite3.Connection) -> None:
    """Make the report of every week that has more predictions than when its last one was made."""
    counts = store.execute("SELECT week, COUNT(*) FROM predictions GROUP BY week").fetchall()
    made = dict(store.execute("SELECT week, predictions FROM reports").fetchall())
    reference = pd.read_csv("reference.csv")
    for week, count in counts:
        path = REPORTS / f"{week}.json"
        if made.get(week) == count and path.exists():
            continue
        rows = pd.read_sql("SELECT * FROM predictions WHERE week = ?", store, params=(week,))
        drifted = " ".join(drifted_columns(reference, rows, path))
        with store:
            store.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?)", (week, count, drifted))


def history(store: sqlite3.Connection) -> pd.DataFrame:
    """One row for each week: how much is known of it, how good the model was, and what drifted."""
    joined = pd.read_sql("SELECT week, score, late FROM predictions LEFT JOIN labels USING (prediction_id)", store)
    drifted = dict(store.execute("SELECT week, drifted FROM reports").fetchall())
    rows = []
    for week, parcels in joined.groupby("week"):
        known = parcels.dropna(subset=["late"])
        row = {"week": week, "predictions": len(parcels), "labels": len(known)}
        if len(known) >= RIPE * len(parcels):
            right = int(((known["score"] >= 0.5) == (known["late"] == 1)).sum())
            low, high = wilson(right, len(known))
            row |= {"accuracy": right / len(known), "low": low, "high": high}
        rows.append(row | {"drifted": drifted.get(week, "")})
    return pd.DataFrame(rows, columns=["week", "predictions", "labels", "accuracy", "low", "high", "drifted"])
# [/answer]


def main() -> None:
    # [answer] Take in, report, and write the history in one piece.
    store = opened()
    read_inbox(store)
    make_reports(store)
    fresh = STATE / "history.csv.new"
    history(store).to_csv(fresh, index=False)
    os.replace(fresh, STATE / "history.csv")
    # [/answer]


if __name__ == "__main__":
    main()
