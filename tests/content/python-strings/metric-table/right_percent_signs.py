def heading():
    return "%-12s%12s%10s%9s" % ("model", "rows", "accuracy", "change")


def row(model, rows, accuracy, change):
    return "%-12.12s%12s%9.1f%%%+9.3f" % (model, "{:,}".format(rows), 100 * accuracy, change)


def show(runs):
    lines = [heading(), "-" * 43]
    for run in runs:
        lines.append(row(*run))
    print("\n".join(lines))
