"""The report on the trips of a year: `python report.py FOLDER OUT ADDRESS`, with the address of a Dask scheduler."""

import sys
from pathlib import Path

import dask
import dask.dataframe as dd
import pandas as pd
from distributed import Client


def report(folder: str) -> dict[str, pd.DataFrame]:
    """The tables "zones", "hours" and "longest", made of all Parquet files in a folder."""
    # [answer] Describe the three tables, on pieces that a worker can hold, and have them computed together.
    trips = dd.read_parquet(folder, split_row_groups=True)
    trips["zone"] = trips["zone"].fillna("unknown")
    by_zone = trips.groupby("zone")
    tables = dask.compute(
        by_zone.agg({"fare": ["size", "sum"], "minutes": "mean"}, split_out=1),
        by_zone["bike"].nunique(split_out=1),
        trips.groupby(trips["started"].dt.hour).size(split_out=1),
        trips[["started", "bike", "minutes"]].nlargest(5, "minutes"),
    )
    zones, bikes, hours, longest = tables
    zones.columns = ["trips", "fares", "minutes"]
    zones.insert(1, "bikes", bikes)
    hours = hours.reindex(range(24), fill_value=0).rename("trips").rename_axis("hour")
    return {"zones": zones.sort_index().reset_index(), "hours": hours.reset_index(), "longest": longest}
    # [/answer]


if __name__ == "__main__":
    folder, out, address = sys.argv[1:]
    with Client(address):
        tables = report(folder)
    Path(out).mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(Path(out) / f"{name}.csv", index=False)
