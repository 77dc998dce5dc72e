# The rest is as in the author's answer.
def lookup_back(G, ids, size):
    by_table = np.zeros((size, G.shape[-1]))
    for word, places in zip(ids, G):
        by_table[word] += places
    return by_table
