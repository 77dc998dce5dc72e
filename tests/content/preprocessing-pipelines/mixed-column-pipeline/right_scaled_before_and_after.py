# The rest is as in the author's answer.
_as_asked = pipeline


def pipeline(numbers, categories, text, model):
    made = _as_asked(numbers, categories, text, model)
    of_numbers = [("first", StandardScaler()), ("median", SimpleImputer(strategy="median")), ("hinges", Hinges()), ("scale", StandardScaler())]
    return made.set_params(prepare__transformers=[
        (name, Pipeline(of_numbers) if name == "numbers" else part, columns) for name, part, columns in made["prepare"].transformers
    ])
