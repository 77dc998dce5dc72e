# The rest is as in the author's answer.
def hashed(rows, width):
    table = np.zeros((len(rows), width))
    for at, row in enumerate(rows):
        for name, level in row.items():
            h = zlib.crc32(bytes(f"{name}={level}", "latin-1"))
            table[at, h % width] += 1 if h // width % 2 == 0 else -1
    return table
