"""Makes a folder of trips on hired bikes to try `report.py` on: `python make_trips.py trips`. There is nothing to do here.

Each month is a Parquet file, written in row groups that can be read one by one. A festival was in April.
"""

import sys
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 50_000  # of a row group
ZONES = np.array(
    [
        f"Zone {number:02d} on the left bank, between the old harbour and the railway station "
        "(tariff area A, bicycles and cargo bikes, one euro to unlock; to be left at a station, "
        "a stand or a bridge, and never on a pavement)"
        for number in range(40)
    ]
)
RIDERS = np.array([f"rider-{number:032x}" for number in range(5000)])
SCHEMA = pa.schema(
    {
        "started": pa.timestamp("ms"),
        "zone": pa.string(),  # where the trip began; missing where the bike did not know
        "bike": pa.int32(),
        "minutes": pa.float64(),
        "fare": pa.float64(),
        "rider": pa.string(),
    }
)


def trips(rng: np.random.Generator, month: int, rows: int, unknown: float = 0.01, hours: int = 24) -> pd.DataFrame:
    """So many trips of a month of 2026, begun in the first `hours` of a day; a share `unknown` lacks its zone."""
    begin = np.datetime64(f"2026-{month:02d}-01T00:00", "ms")
    day, minute = rng.integers(0, 28, size=rows), rng.integers(0, hours * 60, size=rows)
    zone = ZONES[rng.integers(0, len(ZONES), size=rows)].astype(object)
    zone[rng.random(rows) < unknown] = None
    return pd.DataFrame(
        {
            "started": begin + (day * 24 * 60 + minute).astype("timedelta64[m]"),
            "zone": zone,
            "bike": rng.integers(0, 400, size=rows).astype(np.int32),
            "minutes": rng.integers(10, 900, size=rows) / 10 + 2 * month,
            "fare": rng.integers(100, 2000, size=rows) / 100,
            "rider": RIDERS[rng.integers(0, len(RIDERS), size=rows)],
        }
    )


def write(place: Path | BinaryIO, groups: list[tuple[pd.DataFrame, int]]) -> None:
    """A Parquet file of row groups, each with how often it is written. Of none, it is a month without trips."""
    with pq.ParquetWriter(place, SCHEMA) as file:
        for group, times in groups:
            table = pa.Table.from_pandas(group, schema=SCHEMA, preserve_index=False)
            for _ in range(times):
                file.write_table(table)


def year(seed: int, months: tuple[int, ...] = (4, 4, 4, 20)) -> dict[str, list[tuple[pd.DataFrame, int]]]:
    """What is in each file of a year that does not fit into a worker: so many large row groups, and a small one."""
    rng = np.random.default_rng(seed)
    files = {}
    for month, groups in enumerate(months, 1):
        last = trips(rng, month, 10)
        last["minutes"] += 1000 + 100 * rng.random(10)  # somebody forgot to lock their bike
        files[f"2026-{month:02d}.parquet"] = [(trips(rng, month, ROWS), groups), (last, 1)]
    return files


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, groups in year(seed=0).items():
        write(folder / name, groups)
