"""Lists and dicts that hold themselves, and trees that share all their branches.

must: failed or out_of_limits time
seconds: 1
"""

def summarise(table, axis):
    tree = []
    for _ in range(60):
        tree = [tree, tree]
    circle = {"self": tree}
    circle["circle"] = circle
    return [circle, tree]
