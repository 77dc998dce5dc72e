# The rest is as in the author's answer.
def _notebook(k, unseen="ignore"):
    steps = FunctionTransformer(np.log), SimpleImputer(), StandardScaler(), SelectKBest(f_regression, k=k)
    readings = make_pipeline(*steps), make_column_selector(dtype_include="number")
    varieties = OneHotEncoder(handle_unknown=unseen), ["variety"]
    return make_pipeline(make_column_transformer(readings, varieties), Ridge(alpha=20.0))
