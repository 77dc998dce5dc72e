# The rest is as in the author's answer.
def change(paid, due):
    rest = paid - due
    return rest // 100, rest % 100 // 25, rest % 25 // 10, rest % 10 // 5, rest % 5
