# The rest is as in the author's answer.
def change(paid, due):
    left = paid - due
    return (left // 100, left % 100 // 25, left % 25 // 10, left % 10 // 5, left % 5)
