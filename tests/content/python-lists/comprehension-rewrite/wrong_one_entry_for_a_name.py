# The rest is as in the author's answer.
def best(records):
    tops = {name: max(marks) for name, *marks in records if marks}
    return [(name, mark) for name, mark in tops.items()]
