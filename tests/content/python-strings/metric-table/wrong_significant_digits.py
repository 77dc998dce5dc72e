# The rest is as in the author's answer.
def row(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12,}{accuracy * 100:>9.3g}%{change:>+9.3f}"
