# The rest is as in the author's answer.
_as_asked = pipeline


def pipeline(numbers, categories, text, model):
    made = _as_asked(numbers, categories, text, model)
    return made.set_params(prepare__remainder="passthrough")
