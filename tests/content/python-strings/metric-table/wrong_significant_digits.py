def heading():
    return f"{'model':<12}{'rows':>12}{'accuracy':>10}{'change':>9}"


def row(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12,}{accuracy * 100:>9.3g}%{change:>+9.3f}"


def show(runs):
    print(heading())
    print("-" * 43)
    for run in runs:
        print(row(*run))
