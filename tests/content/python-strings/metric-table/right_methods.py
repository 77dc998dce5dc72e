def heading():
    return "model".ljust(12) + "rows".rjust(12) + "accuracy".rjust(10) + "change".rjust(9)


def row(model, rows, accuracy, change):
    percent = format(accuracy * 100, ".1f") + "%"
    sign = "-" if change < 0 else "+"
    return model[:12].ljust(12) + format(rows, ",").rjust(12) + percent.rjust(10) + (sign + format(abs(change), ".3f")).rjust(9)


def show(runs):
    print(heading(), "-" * 43, sep="\n")
    for model, rows, accuracy, change in runs:
        print(row(model, rows, accuracy, change))
