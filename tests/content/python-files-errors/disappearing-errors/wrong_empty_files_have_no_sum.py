# The rest is as in the author's answer.
def totals(folder, factors):
    sums, failed = {}, {}
    for name in sorted(os.listdir(folder)):
        try:
            found = readings(folder, name)
        except (OSError, ValueError) as error:
            failed[name] = str(error)
            continue
        if found:
            sums[name] = sum(value * factors[meter] for meter, value in found)
    return sums, failed
