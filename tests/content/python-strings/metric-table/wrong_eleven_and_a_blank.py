# The rest is as in the author's answer.
def row(model, rows, accuracy, change):
    return f"{model[:11]:<12}{rows:>12,}{accuracy:>10.1%}{change:>+9.3f}"
