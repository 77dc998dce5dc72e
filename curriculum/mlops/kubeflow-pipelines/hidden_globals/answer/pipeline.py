"""How many loaves to bake: `python pipeline.py` compiles the pipeline to pipeline.yaml."""

from kfp import compiler, dsl

IMAGE = "bakery/python:3.11"  # Python with NumPy and KFP


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def read(data: str, sales: dsl.Output[dsl.Dataset]):
    """What was baked and sold, without the loaves of the test kitchen, which nobody buys."""
    import csv

    with open(data, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["shop"] in ("mill", "station")]
    with open(sales.path, "w", newline="") as file:
        table = csv.DictWriter(file, ["day", "shop", "loaves"])
        table.writeheader()
        table.writerows(rows)


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def profile(sales: dsl.Input[dsl.Dataset], calendar: dsl.Output[dsl.Artifact]):
    """Loaves of a shop on each of the seven days of a week, on average over all but the last two weeks."""
    import csv
    import json
    from collections import defaultdict

    with open(sales.path, newline="") as file:
        rows = [(int(row["day"]), float(row["loaves"])) for row in csv.DictReader(file)]
    last = max(day for day, _ in rows)
    by_weekday = defaultdict(list)
    for day, loaves in rows:
        if day <= last - 14:
            by_weekday[day % 7].append(loaves)
    with open(calendar.path, "w") as file:
        json.dump([sum(by_weekday[each]) / len(by_weekday[each]) for each in range(7)], file)


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def forecast(sales: dsl.Input[dsl.Dataset], calendar: dsl.Input[dsl.Artifact], model: dsl.Output[dsl.Model]):
    """The week as it usually is, times how the last week but one compares with it."""
    import csv
    import json

    with open(sales.path, newline="") as file:
        rows = [(int(row["day"]), float(row["loaves"])) for row in csv.DictReader(file)]
    with open(calendar.path) as file:
        usual = json.load(file)
    last = max(day for day, _ in rows)
    recent = [(day, loaves) for day, loaves in rows if last - 14 < day <= last - 7]
    trend = sum(loaves for _, loaves in recent) / sum(usual[day % 7] for day, _ in recent)
    with open(model.path, "w") as file:
        json.dump({"trend": trend, "week": [trend * each for each in usual]}, file)


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def score(sales: dsl.Input[dsl.Dataset], model: dsl.Input[dsl.Model], metrics: dsl.Output[dsl.Metrics]):
    """By how many loaves the model is off in the last week."""
    import csv
    import json

    with open(sales.path, newline="") as file:
        rows = [(int(row["day"]), float(row["loaves"])) for row in csv.DictReader(file)]
    with open(model.path) as file:
        week = json.load(file)["week"]
    last = max(day for day, _ in rows)
    errors = [abs(loaves - week[day % 7]) for day, loaves in rows if day > last - 7]
    metrics.log_metric("loaves_off", sum(errors) / len(errors))


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def busiest(sales: dsl.Input[dsl.Dataset]) -> str:
    """The shop that has sold the most loaves."""
    import csv
    from collections import Counter

    sold = Counter()
    with open(sales.path, newline="") as file:
        for row in csv.DictReader(file):
            sold[row["shop"]] += int(row["loaves"])
    return sold.most_common(1)[0][0]


@dsl.pipeline(name="bread")
def bread(data: str):
    sold = read(data=data)
    usual = profile(sales=sold.outputs["sales"])
    model = forecast(sales=sold.outputs["sales"], calendar=usual.outputs["calendar"])
    score(sales=sold.outputs["sales"], model=model.outputs["model"])
    busiest(sales=sold.outputs["sales"])


if __name__ == "__main__":
    compiler.Compiler().compile(bread, "pipeline.yaml")
