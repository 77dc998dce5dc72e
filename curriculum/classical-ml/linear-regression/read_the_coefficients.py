"""Read the coefficients

Each question gives a linear model as a formula, fitted by least squares without a penalty. `ln` is the natural
logarithm, and `^` a power; a column named after a kind or a property is 1 where it applies and 0 where it does not. Paper,
a calculator or Python are welcome. Half a percent off is close enough. A difference is negative where the predicted
amount is less.
"""

import math

from mlestone.proving import ask, hints, question

hints(
    "Write the prediction down twice, once for each of the two cases that are compared. What is left of the "
    "difference?",
    "A column that stands in two places of the formula has no slope of its own. And sums of logarithms are products.",
    "Take the difference of both formulas first, and turn logarithms back last: $e^{difference}$ is the factor "
    "between the "
    "two predictions.",
)


@question(times=2)
def another_unit(rng):
    """A column, what is predicted, or the zero of a column is measured in another way."""
    what, unit, column, fine, coarse, factor = _pick(rng, _UNITS)
    intercept, weight = int(rng.integers(-90, 400)), _signed(rng, 0.4, 9)
    way = str(rng.choice(["coarser", "finer", "shifted", "target"]))
    first = fine if way in ("coarser", "shifted", "target") else coarse
    text = f"`{what} = {_sum([(intercept, ''), (weight, column)])}`, with {what} in {unit} and {column} in {first}s. "
    fitted = "The model is fitted again, to the same rows. "
    if way == "shifted":
        zero = int(rng.integers(20, 95))
        sentences = [
            (intercept, "Zero of the new column is another place on the same line: what is predicted there?"),
            (intercept - weight * zero, "The new zero lies at the old one plus what was taken off, not before it."),
            (intercept + zero, "What was taken off is in the column's unit, and the intercept is not."),
            (weight, "That is the weight, which a shift leaves alone. Asked for is the intercept."),
        ]
        text += f"Now {zero} is taken off every {column}. {fitted}What is the new intercept?"
        right = intercept + weight * zero
        return _number(text, right, sentences) if abs(right) > 1 else another_unit(rng)
    if way == "target":
        share = int(rng.choice([10, 100, 1000]))
        asked = str(rng.choice(["weight", "intercept"]))
        old = weight if asked == "weight" else intercept
        sentences = [
            (old * share, "The other way round: in a larger unit the same amounts are smaller numbers."),
            (old, "Every prediction is a smaller number than before; the columns are as they were. What has to give?"),
        ]
        text += f"Now {what} is written in units {share} times as large. {fitted}What is the new {asked}?"
        return _number(text, old / share, sentences)
    asked = "intercept" if rng.random() < 0.2 else "weight"
    into = coarse if way == "coarser" else fine
    text += f"A {coarse} is {factor} {fine}s. Now {column} is written in {into}s. {fitted}What is the new {asked}?"
    right, wrong = (weight * factor, weight / factor) if way == "coarser" else (weight / factor, weight * factor)
    if asked == "intercept":
        sentences = [
            (intercept * factor, f"Where {column} is zero it is zero in both units: is anything else predicted there?"),
            (intercept / factor, f"Where {column} is zero it is zero in both units: is anything else predicted there?"),
            (right, "That is the new weight. Asked for is the intercept."),
        ]
        return _number(text, intercept, sentences)
    sentences = [
        (
            wrong,
            "The other way round: numbers in the column and weight change against each other, as their product stays.",
        ),
        (
            weight,
            f"The predictions stay, while all numbers in the column change. The weight is {unit} for one unit of it.",
        ),
    ]
    return _number(text, right, sentences)


@question
def logarithm_of_the_target(rng):
    what, column, unit, yes = _pick(rng, _AMOUNTS)
    base, weight, dummy = float(rng.integers(20, 70)) / 10, _signed(rng, 0.06, 0.25), _signed(rng, 0.15, 0.7)
    formula = f"`ln({what}) = {_sum([(base, ''), (weight, column), (dummy, yes)])}`, with {column} in {unit}. "
    if rng.random() < 0.35:
        text = (
            formula
            + f"By how many percent does {what} differ where `{yes}` is 1 from where it is 0, all else being equal?"
        )
        sentences = [
            (100 * dummy, "A difference of logarithms is nearly a share only while it is small. Turn it back exactly."),
            (100 * math.exp(dummy), "That is the one in percent of the other. By how much does it differ?"),
            (100 * (math.exp(-dummy) - 1), "The other way round: that is how 0 differs from 1."),
            (dummy, "That is the difference of the logarithms, not of the amounts."),
        ]
        return _number(text, 100 * (math.exp(dummy) - 1), sentences, unit="%")
    steps = int(rng.integers(2, 7))
    text = formula + f"By how many percent is {what} higher for {steps} {unit} more of {column}, all else being equal?"
    once = math.exp(weight) - 1
    sentences = [
        (100 * steps * weight, "Logarithms add, amounts multiply: turn the difference of the logarithms back exactly."),
        (100 * steps * once, "Percentages on top of each other multiply; this adds them."),
        (100 * once, "That is for one step."),
        (100 * math.exp(steps * weight), "That is the one in percent of the other. By how much does it differ?"),
        (steps * weight, "That is the difference of the logarithms, not of the amounts."),
    ]
    return _number(text, 100 * (math.exp(steps * weight) - 1), sentences, unit="%")


@question
def logarithm_of_a_column(rng):
    what, unit, column = _pick(rng, _SIZES)
    base, weight, factor = int(rng.integers(20, 90)), _signed(rng, 1.5, 9), _pick(rng, [1.1, 1.25, 1.5, 2, 3, 4, 10])
    grown = "ten times" if factor == 10 else f"{factor:g} times"
    if rng.random() < 0.5:
        text = (
            f"`{what} = {_sum([(base, ''), (weight, f'ln({column})')])}`, with {what} in {unit}. One case has "
            f"{grown} the "
            f"{column} of another. By how many {unit} does its {what} differ?"
        )
        sentences = [
            (weight * factor, "That would be for a step of so many in the logarithm. How large is the step?"),
            (
                weight * (factor - 1),
                "The column stands in a logarithm: it is not the difference of the sizes that counts.",
            ),
            (weight * math.log10(factor), "`ln` is the natural logarithm, not that to base 10."),
            (weight, "That is for a step of 1 in the logarithm, a factor of 2.718."),
            (base + weight * math.log(factor), "That is what is predicted for one case. By how much do two differ?"),
        ]
        return _number(text, weight * math.log(factor), sentences)
    power = weight / 10
    text = (
        f"`ln({what}) = {_sum([(base / 20, ''), (power, f'ln({column})')])}`. One case has {grown} the {column} of "
        f"another. By "
        f"how many percent does its {what} differ?"
    )
    sentences = [
        (
            100 * power * (factor - 1),
            "Percent per percent holds for small changes. This one is a factor: to which power?",
        ),
        (100 * power * math.log(factor), "That is the difference of the logarithms. Turn it back into a factor."),
        (100 * factor**power, "That is the one in percent of the other. By how much does it differ?"),
        (100 * (math.exp(power) - 1), "That would be so for a factor of 2.718."),
        (100 * (math.exp(power * factor) - 1), f"The column's logarithm grows by ln({factor:g}), not by {factor:g}."),
    ]
    return _number(text, 100 * (factor**power - 1), sentences, unit="%")


@question(times=2)
def categories(rng):
    what, unit, kinds, column = _pick(rng, _KINDS)
    kinds = [str(kind) for kind in rng.permutation(kinds)]
    base, slope = int(rng.integers(50, 300)), _signed(rng, 0.5, 4)
    weights = dict(
        zip(kinds[1:], (int(w) for w in rng.choice([-41, -33, -26, -17, -9, 8, 14, 22, 31, 45], 3, replace=False)))
    )
    terms = [(base, ""), (slope, column), *((weights[kind], kind) for kind in kinds[1:])]
    text = f"`{what} = {_sum(terms)}`, in {unit}. There are four kinds, and {kinds[0]} is the one without a column. "
    one, other = kinds[1], kinds[2]
    way = str(rng.choice(["two", "two", "intercept", "weight"]))
    if way == "two":
        text += f"By how much is {what} higher for {one} than for {other}, with the same {column}?"
        sentences = [
            (weights[one], f"That compares {one} with {kinds[0]}, the kind that has no column."),
            (-weights[other], f"That compares {kinds[0]}, the kind that has no column, with {other}."),
            (weights[other] - weights[one], "The other way round: higher for the first than for the second is asked."),
            (weights[one] + weights[other], "Nobody is both kinds. Write down the two predictions."),
        ]
        return _number(text, weights[one] - weights[other], sentences)
    if way == "intercept":
        text += (
            f"The model is fitted again, with a column for {kinds[0]} and none for {one}. What is the new intercept?"
        )
        sentences = [
            (base, f"The intercept belongs to the kind without a column, {column} being zero. Which kind is that now?"),
            (base - weights[one], "Where the old model has zeros in all columns but this one, what does it predict?"),
            (weights[one], "That is a difference. Where does it start from?"),
        ]
        return _number(text, base + weights[one], sentences)
    text += f"The model is fitted again, with a column for {kinds[0]} and none for {one}. "
    text += f"What is the new weight of {other}?"
    sentences = [
        (weights[other], f"That compares {other} with {kinds[0]}. The new weights compare with {one}."),
        (
            weights[one] - weights[other],
            "The other way round: a weight tells by how much its kind is above the one left out.",
        ),
        (weights[other] + weights[one], "The differences are now taken from another place: nearer or further?"),
        (-weights[one], f"That is the new weight of {kinds[0]}."),
    ]
    return _number(text, weights[other] - weights[one], sentences)


@question(times=2)
def product(rng):
    what, unit, column, each, yes, high = _pick(rng, _PRODUCTS)
    base = int(rng.integers(40, 300))
    slope, jump, both = _signed(rng, 2, 9), int(rng.choice([-1, 1])) * int(rng.integers(11, 60)), _signed(rng, 0.5, 6)
    at, more = int(rng.integers(2, high)), int(rng.integers(2, 6))
    if abs(slope + both) < 0.3 or abs(jump + both * at) < 0.3:
        return product(rng)
    terms = [(base, ""), (slope, column), (jump, yes), (both, f"{column}*{yes}")]
    text = f"`{what} = {_sum(terms)}`, in {unit}, with {column} in {each}. "
    way = str(rng.choice(["slope", "gap", "cross", "no"], p=[0.4, 0.3, 0.2, 0.1]))
    if way == "slope":
        text += (
            f"Two cases are both `{yes}`; one has {more} {each} more of `{column}`. By how much does its {what} differ?"
        )
        sentences = [
            (more * slope, f"That is so for cases that are not {yes}: the product is not zero here."),
            (more * both, f"That is by how much {yes} changes the slope. What is the slope?"),
            (more * (slope + both) + jump, f"Both cases are {yes}: the same is added to both."),
            (slope + both, "That is for a single step."),
        ]
        return _number(text, more * (slope + both), sentences)
    if way == "no":
        text += f"Of two cases neither is `{yes}`; one has {more} {each} more of `{column}`. "
        text += f"By how much does its {what} differ?"
        sentences = [
            (more * (slope + both), f"The product is zero wherever {yes} is."),
            (more * slope + jump, f"Neither case is {yes}."),
            (slope, "That is for a single step."),
        ]
        return _number(text, more * slope, sentences)
    if way == "gap":
        text += f"Of two cases with `{column} = {at}`, one is `{yes}` and the other is not. "
        text += f"By how much is the {what} of the first higher?"
        sentences = [
            (jump, f"That is the difference where {column} is zero. Here the product counts as well."),
            (jump + both, f"That is the difference where {column} is 1."),
            (both * at, f"That is the product's part alone; {yes} counts by itself, too."),
            (jump + (slope + both) * at, f"Both have the same {column}: what it gives to both drops out."),
        ]
        return _number(text, jump + both * at, sentences)
    jump = -round(both * at, 2)
    terms[2] = (jump, yes)
    text = f"`{what} = {_sum(terms)}`, in {unit}, with {column} in {each}. "
    text += f"At which `{column}` does it make no difference whether a case is `{yes}`?"
    sentences = [
        (-jump / slope, f"That divides by the slope, which is the same in both. How does the gap grow with {column}?"),
        (jump / both, "There the two parts of the difference are equal, not opposite."),
        (-jump / (slope + both), f"The slope drops out of the difference between {yes} and not."),
        (0, f"There the product is zero, and {yes} still counts by itself."),
    ]
    return _number(text, float(at), sentences)


@question
def slope_at_a_place(rng):
    """Two amounts and their product, or an amount and its square."""
    if rng.random() < 0.5:
        what, unit, (first, one), (second, other), middle = _pick(rng, _PAIRS)
        slope, cross, at = _signed(rng, 2, 9), _signed(rng, 0.2, 1.5), int(rng.integers(3, 12))
        level = _signed(rng, 1, 8)
        terms = [(int(rng.integers(30, 200)), ""), (slope, first), (level, second), (cross, f"{first}*{second}")]
        text = f"`{what} = {_sum(terms)}`, in {unit}, with {first} in {one} and {second} in {other}. "
        if rng.random() < 0.5:
            text += f"By how much does {what} change with one more of {first}, where {second} is {at}?"
            sentences = [
                (slope, f"That is the slope where {second} is zero."),
                (slope + cross, f"That is the slope where {second} is 1."),
                (cross * at, f"That is what {second} adds to the slope."),
                (slope + level + cross * at, f"{second} does not change."),
            ]
            return (
                _number(text, slope + cross * at, sentences) if abs(slope + cross * at) > 0.2 else slope_at_a_place(rng)
            )
        text += (
            f"The mean of {second} is {middle}; it is taken off every {second}, also in the product, and the model "
            f"is fitted "
            f"again. What is the new weight of {first} by itself?"
        )
        sentences = [
            (slope, f"That is the slope of {first} where {second} is zero, and zero is now elsewhere."),
            (
                slope - cross * middle,
                f"A {second} of zero is now what was {middle}: in which direction does the slope change?",
            ),
            (level, f"That is the weight of {second}."),
        ]
        right = slope + cross * middle
        return _number(text, right, sentences) if abs(right) > 0.2 else slope_at_a_place(rng)
    what, unit, column, each = _pick(rng, _CURVES)
    top, bend = int(rng.integers(6, 30)), _signed(rng, 0.1, 1.5)
    slope = round(-2 * bend * top, 3)
    terms = [(int(rng.integers(30, 200)), ""), (slope, column), (bend, f"{column}^2")]
    text = f"`{what} = {_sum(terms)}`, in {unit}, with {column} in {each}. "
    if rng.random() < 0.5:
        end = "highest" if bend < 0 else "lowest"
        sentences = [
            (-slope / bend, "There it is as high as at zero. What lies half-way?"),
            (-top, f"Check the sign: what is predicted there, and what at {column} = 0?"),
            (-bend / (2 * slope), "Upside down: where is the slope of the curve zero?"),
        ]
        return _number(text + f"At which {column} is the predicted {what} {end}?", float(top), sentences)
    start, more = int(rng.integers(2, 40)), int(rng.integers(2, 6))
    text += f"By how much does the predicted {what} change when {column} goes from {start} to {start + more}?"
    right = slope * more + bend * ((start + more) ** 2 - start**2)
    sentences = [
        (slope * more, f"The square changes together with {column}."),
        (slope * more + bend * more**2, "The difference of the squares is not the square of the difference."),
        (slope * more + bend * more, "That adds the square's weight as if it were one more column."),
        (more * (slope + 2 * bend * start), "That goes along the tangent at the start. The curve bends on the way."),
    ]
    return _number(text, right, sentences) if abs(right) > 0.2 else slope_at_a_place(rng)


@question
def together(rng):
    """Two columns that cannot change alone."""
    what, unit, part, whole, each, low, high = _pick(rng, _WHOLES)
    weight, size = _signed(rng, 1, 6), int(rng.integers(low, high))
    alone = -math.copysign(1, weight) * int(rng.integers(5, 60))
    terms = [(int(rng.integers(50, 400)), ""), (weight, whole), (alone, part)]
    text = (
        f"`{what} = {_sum(terms)}`, in {unit}, with {whole} in {each}. One case has one more of {part} than "
        f"another, and "
        f"with it {size} {each} more of {whole}. By how much does its {what} differ?"
    )
    sentences = [
        (alone, f"That compares two cases of the same {whole}: one more, and everything else that much smaller."),
        (weight * size, f"The number of {part} counts by itself, too."),
        (weight + alone, f"How much {whole} comes with it?"),
        (weight * size - alone, "Check the sign of the second part."),
    ]
    right = weight * size + alone
    return _number(text, right, sentences) if abs(right) > 0.2 else together(rng)


@question
def strongest(rng):
    """Which column moves the prediction most, each by its own standard deviation."""
    what, unit, columns = _pick(rng, _TABLES)
    columns = [columns[at] for at in rng.permutation(len(columns))[:4]]
    most = bool(rng.random() < 0.6)
    while True:
        effects = rng.choice([3, 5, 8, 13, 21, 34], 4, replace=False) * rng.choice([-1, 1], 4)
        widths = [float(f"{rng.uniform(low, high):.2g}") for _, _, (low, high) in columns]
        weights = [float(f"{effect / width:.2g}") for effect, width in zip(effects, widths)]
        sizes, steps = [abs(w) for w in weights], [abs(w * s) for w, s in zip(weights, widths)]
        best = max if most else min
        right = steps.index(best(steps))
        if sizes.index(best(sizes)) != right and widths.index(best(widths)) != right:
            break
    rows = "\n".join(
        f"| {name} | {each} | {width:g} | {weight:g} |"
        for (name, each, _), width, weight in zip(columns, widths, weights)
    )
    names = [name for name, _, _ in columns]
    decoys = {name: "Multiply its weight by how far the column varies, and compare." for name in names}
    decoys[names[widths.index(best(widths))]] = "It varies by the {} number; what is one unit of it worth?".format(
        "largest" if most else "smallest"
    )
    decoys[names[sizes.index(best(sizes))]] = (
        "Its weight is the {} number, for one unit of its own. How many of these units does the column vary by?".format(
            "largest" if most else "smallest"
        )
    )
    text = (
        f"A model predicts {what} in {unit}:\n\n| column | unit | standard deviation | weight |\n| --- | --- | --- "
        f"| --- |\n"
        f"{rows}\n\nWhich column moves the prediction {'most' if most else 'least'} when it moves by one standard "
        f"deviation?"
    )
    return ask.choice(text, right=names[right], decoys=decoys)


_UNITS = [
    ("rent", "euros", "area", "square decimetre", "square metre", 100),
    ("duration", "minutes", "distance", "metre", "kilometre", 1000),
    ("cost", "euros", "time", "minute", "hour", 60),
    ("yield", "kilograms", "water", "millilitre", "litre", 1000),
    ("strength", "newtons", "width", "millimetre", "centimetre", 10),
]
_AMOUNTS = [
    ("price", "distance", "kilometres", "renovated"),
    ("salary", "experience", "years", "abroad"),
    ("sales", "discount", "points", "holiday"),
    ("visits", "age", "weeks", "advertised"),
]
_SIZES = [
    ("delay", "minutes", "passengers"),
    ("score", "points", "vocabulary"),
    ("demand", "megawatts", "population"),
    ("noise", "decibels", "traffic"),
]
_KINDS = [
    ("rent", "euros", ["north", "south", "east", "west"], "area"),
    ("yield", "kilograms", ["clay", "sand", "loam", "peat"], "rain"),
    ("duration", "minutes", ["train", "bus", "bike", "car"], "distance"),
    ("cost", "euros", ["oak", "pine", "beech", "ash"], "length"),
]
_PRODUCTS = [
    ("rent", "euros", "area", "square metres", "renovated", 60),
    ("duration", "minutes", "distance", "kilometres", "rainy", 30),
    ("demand", "megawatts", "temperature", "degrees", "weekend", 25),
    ("yield", "kilograms", "water", "litres", "fertilized", 20),
]
_PAIRS = [
    ("yield", "kilograms", ("water", "litres"), ("sun", "hours"), 7),
    ("cost", "euros", ("length", "metres"), ("width", "metres"), 4),
    ("duration", "minutes", ("distance", "kilometres"), ("stops", "stops"), 6),
]
_CURVES = [
    ("yield", "kilograms", "nitrogen", "grams"),
    ("demand", "megawatts", "temperature", "degrees"),
    ("price", "thousands of euros", "age", "years"),
]
_WHOLES = [
    ("rent", "euros", "rooms", "area", "square metres", 8, 30),
    ("weight", "grams", "slices", "length", "millimetres", 9, 20),
    ("duration", "minutes", "stops", "distance", "kilometres", 2, 12),
]
_TABLES = [
    (
        "the rent",
        "euros",
        [
            ("area", "m²", (15, 30)),
            ("distance", "km", (2, 6)),
            ("age", "years", (20, 45)),
            ("rooms", "rooms", (0.8, 1.6)),
            ("balcony", "yes or no", (0.3, 0.5)),
            ("noise", "decibels", (5, 12)),
        ],
    ),
    (
        "the harvest",
        "kilograms",
        [
            ("rain", "mm", (60, 180)),
            ("sun", "hours", (80, 250)),
            ("nitrogen", "kg", (10, 40)),
            ("acidity", "pH", (0.3, 0.9)),
            ("slope", "degrees", (2, 7)),
            ("irrigated", "yes or no", (0.3, 0.5)),
        ],
    ),
    (
        "the duration",
        "minutes",
        [
            ("distance", "m", (900, 4000)),
            ("climb", "m", (30, 150)),
            ("load", "kg", (3, 12)),
            ("crossings", "crossings", (2, 8)),
            ("rain", "yes or no", (0.3, 0.5)),
            ("temperature", "°C", (4, 9)),
        ],
    ),
]


def _pick(rng, several):
    return several[int(rng.integers(len(several)))]


def _signed(rng, low, high):
    """A weight of two digits, of either sign."""
    return float(f"{rng.uniform(low, high):.2g}") * float(rng.choice([-1, 1]))


def _sum(terms):
    """`12 - 3.4*area + 0.5*rooms` of numbers and names; one without a name is the intercept."""
    text = ""
    for number, name in terms:
        size = f"{abs(number):.6g}" + (f"*{name}" if name else "")
        text += (" - " if number < 0 else " + ") + size if text else ("-" if number < 0 else "") + size
    return text


def _number(text, right, sentences, unit=""):
    """The question, with those foreseen replies that chance has not made right, or nearly."""
    apart = [(value, told) for value, told in sentences if abs(value - right) > 0.02 * abs(right) + 1e-9]
    return ask.number(
        text,
        right=round(float(right), 10),
        rtol=0.005,
        unit=unit,
        mistakes=[(float(value), told) for value, told in apart],
    )
