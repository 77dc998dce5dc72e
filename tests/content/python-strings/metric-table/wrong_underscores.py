# The rest is as in the author's answer.
def row(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12_}{accuracy:>10.1%}{change:>+9.3f}"
