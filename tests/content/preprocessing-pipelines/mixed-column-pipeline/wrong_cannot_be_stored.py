# The rest is as in the author's answer.
def pipeline(numbers, categories, text, model):
    words = FunctionTransformer(lambda column: column.fillna(""), feature_names_out="one-to-one")
    of_numbers = [("median", SimpleImputer(strategy="median")), ("hinges", Hinges()), ("scale", StandardScaler())]
    kinds = make_pipeline(SimpleImputer(strategy="constant", fill_value="missing"), OneHotEncoder(handle_unknown="ignore"))
    parts = [
        ("numbers", Pipeline(of_numbers), numbers),
        ("categories", kinds, categories),
        ("text", make_pipeline(words, CountVectorizer()), text),
    ]
    return Pipeline([("prepare", ColumnTransformer(parts)), ("model", clone(model))])
