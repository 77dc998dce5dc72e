def fill(table):
    return table.interpolate(method="cubic").ffill().bfill()
