# The rest is as in the author's answer.
def project(a, b):
    return abs(a @ b) / (b @ b) * b
