# The rest is as in the author's answer.
import copy


def as_missing(table):
    return table.fillna("missing")


def as_empty(table):
    return table.iloc[:, 0].fillna("").astype(str)


def pipeline(numbers, categories, text, model):
    prepare = ColumnTransformer(transformers=[
        ("numbers", Pipeline([("m", SimpleImputer(strategy="median")), ("hinges", Hinges(3)), ("z", StandardScaler())]), numbers),
        ("categories", Pipeline([
            ("m", FunctionTransformer(as_missing, feature_names_out="one-to-one")),
            ("o", OneHotEncoder(handle_unknown="ignore", dtype=int)),
        ]), categories),
        ("text", Pipeline([
            ("m", FunctionTransformer(as_empty, feature_names_out="one-to-one")), ("c", CountVectorizer()),
        ]), [text]),
    ], remainder="drop")
    return Pipeline([("prepare", prepare), ("model", copy.deepcopy(model))])
