# The rest is as in the author's answer.
def pipeline(numbers, categories, text, model):
    words = make_pipeline(FunctionTransformer(_without_gaps, feature_names_out="one-to-one"), CountVectorizer(stop_words="english"))
    of_numbers = [("median", SimpleImputer(strategy="median")), ("hinges", Hinges()), ("scale", StandardScaler())]
    kinds = make_pipeline(SimpleImputer(strategy="constant", fill_value="missing"), OneHotEncoder(handle_unknown="ignore"))
    parts = [("numbers", Pipeline(of_numbers), numbers), ("categories", kinds, categories), ("text", words, text)]
    return Pipeline([("prepare", ColumnTransformer(parts)), ("model", clone(model))])
