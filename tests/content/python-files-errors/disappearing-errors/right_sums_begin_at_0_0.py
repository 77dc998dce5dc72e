# The rest is as in the author's answer.
def totals(folder, factors):
    good, failed = {}, {}
    for name in sorted(os.listdir(folder)):
        try:
            good[name] = readings(folder, name)
        except OSError as error:
            failed[name] = str(error)
        except ValueError as error:
            failed[name] = str(error)
    sums = dict.fromkeys(good, 0.0)
    for name, found in good.items():
        for meter, value in found:
            sums[name] += value * factors[meter]
    return sums, failed
