# The rest is as in the author's answer.
import math


def row(model, rows, accuracy, change):
    return f"{model[:12]:<12}{rows:>12,}{math.ceil(accuracy * 1000) / 1000:>10.1%}{change:>+9.3f}"
