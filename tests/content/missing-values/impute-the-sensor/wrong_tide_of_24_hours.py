# The rest is as in the author's answer.
def causes_of(table):
    angle = 2 * np.pi * table["hour"].to_numpy() / 24
    wind, pressure = table["wind"].to_numpy(), table["pressure"].to_numpy()
    ones = np.ones(len(table))
    return np.column_stack([ones, np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle), wind, wind**2, pressure])
