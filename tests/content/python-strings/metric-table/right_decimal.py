from decimal import ROUND_HALF_UP, Decimal


def heading():
    return "model" + " " * 15 + "rows" + "  accuracy" + "   change"


def row(model, rows, accuracy, change):
    percent = (Decimal(str(accuracy)) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    rise = Decimal(str(change)).quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)
    return "{:12.12}{:12,d}{:>10}{:>+9}".format(model, rows, f"{percent}%", rise)


def show(runs):
    print(heading())
    print("-" * len(heading()))
    [print(row(*run)) for run in runs]
