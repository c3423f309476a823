def fit_multilevel(study, key, outcome):
    return []
