# The rest is as in the author's answer.
def project(a, b):
    return (a @ b) / (a @ a) * b
