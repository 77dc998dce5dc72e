def choose_alphas(wards):
    return [0.008 for _ in wards]
