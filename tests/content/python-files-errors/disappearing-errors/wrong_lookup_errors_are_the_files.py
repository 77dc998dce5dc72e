# The rest is as in the author's answer.
def totals(folder, factors):
    sums, failed = {}, {}
    for name in sorted(os.listdir(folder)):
        try:
            sums[name] = sum(value * factors[meter] for meter, value in readings(folder, name))
        except (OSError, ValueError, KeyError) as error:
            failed[name] = str(error)
    return sums, failed
