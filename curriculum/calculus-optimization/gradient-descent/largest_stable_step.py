r"""The largest stable step

All questions are about plain gradient descent, $w_{k+1} = w_k - \eta\, g(w_k)$, with a fixed step $\eta$, on a bowl
$f(w) = \tfrac12 (w - w^*)^\top H (w - w^*)$ unless another function is given. A step is stable if descent converges to the
minimum from every start. Paper, a calculator or Python are welcome.
"""

import math

import numpy as np

from mlestone.proving import ask, hints, question

hints(
    "In which directions does one step multiply the error by a single number, and what number?",
    "Every direction has to shrink, so the steepest sets the limit; the error as a whole shrinks as fast as its slowest part.",
    "Along an eigenvector of $H$ with eigenvalue $\\lambda$ the error is multiplied by $1 - \\eta\\lambda$ in each step.",
)


@question
def limit_of_a_matrix(rng):
    low, high, matrix = _matrix(rng)
    (a, b), (_, d) = matrix
    text = f"$H = \\begin{{pmatrix}} {a} & {b} \\\\ {b} & {d} \\end{{pmatrix}}$. Below which $\\eta$ is every step stable?"
    return ask.number(
        text,
        right=2 / high,
        mistakes=[
            (4 / (low + high), "That is the limit for the average curvature; the steepest direction has more and diverges."),
            (2 / low, "That is the limit for the flattest direction. At this step the steepest one has long exploded."),
            (1 / high, "At this step the steepest direction is solved at once. It converges for longer ones too."),
            (2 / max(a, d), "The diagonal holds the curvature along the axes; the steepest direction lies between them."),
            (2 / (low + high), "The trace adds up all curvatures. The step is limited by the largest of them alone."),
            (high / 2, "Upside down: the steeper the bowl, the shorter the step."),
            (2 / (a * d - b * b), "The determinant multiplies all curvatures. The step is limited by the largest of them alone."),
        ],
    )


@question
def limit_of_least_squares(rng):
    """One weight, no intercept; the factor in front of the sum is part of the curvature."""
    n = int(rng.integers(3, 6))
    x = [int(value) for value in rng.choice([-4, -3, -2, -1, 1, 2, 3, 4, 5], size=n, replace=False)]
    squares = sum(value * value for value in x)
    fronts = {
        r"\frac{1}{n} \sum_i": 2 * squares / n,
        r"\frac{1}{2n} \sum_i": squares / n,
        r"\sum_i": 2 * squares,
        r"\frac12 \sum_i": squares,
    }
    front = str(rng.choice(list(fronts)))
    curvature = fronts[front]
    others = [
        (2 / other, "That is the limit for the same sum with another factor in front. Take the second derivative of this one.")
        for other in fronts.values()
        if other != curvature
    ]
    mean = sum(x) / n
    return ask.number(
        f"A line through the origin, $y \\approx w x$, is fitted to $n = {n}$ points with $x_i$ = "
        f"{', '.join(map(str, x))} by minimizing ${front} (w x_i - y_i)^2$. Below which $\\eta$ is every step stable?",
        right=2 / curvature,
        mistakes=[
            *others,
            (1 / curvature, "At this step one step is enough. It converges for longer ones too."),
            (2 / max(value * value for value in x), "Curvature is not that of the largest point alone: all of them add to it."),
            *([(2 / mean**2, "The curvature comes from the squares of x, not from the square of their mean.")] if mean else []),
        ],
    )


@question(times=2)
def what_happens(rng):
    steep = int(rng.integers(7, 40))
    flat = int(rng.integers(2, min(7, steep // 3 + 1)))  # v never overshoots, whatever the step
    outcomes = {
        "It converges; neither coordinate ever changes its sign.": float(rng.uniform(0.3, 0.9)) / steep,
        "It converges; u changes its sign at every step.": float(rng.uniform(1.25, 1.85)) / steep,
        "It diverges; u changes its sign at every step.": float(rng.uniform(2.15, 2.6)) / steep,
        "u jumps back and forth between two values for ever, while v goes to 0.": 2 / steep,
        "u is 0 after one step; v goes to 0 without changing its sign.": 1 / steep,
    }
    right = str(rng.choice(list(outcomes)))
    step = outcomes[right]
    # As written, unless the exact value is the point of it.
    exact = right.startswith("u ")
    written = rf"\frac{{{2 if 'jumps' in right else 1}}}{{{steep}}}" if exact else f"{step:.3g}"
    step = step if exact else float(f"{step:.3g}")
    factor = 1 - step * steep
    told = f"u is multiplied by 1 - {step:.3g} · {steep} = {factor:.3g} in each step, v by {1 - step * flat:.3g}."
    swapped = bool(rng.integers(2))
    terms = (f"{flat} v^2", f"{steep} u^2") if swapped else (f"{steep} u^2", f"{flat} v^2")
    return ask.choice(
        f"$f(u, v) = \\tfrac12 ({terms[0]} + {terms[1]})$, the start is $(u, v) = (1, 1)$, the step $\\eta = {written}$. What "
        "happens?",
        right=right,
        decoys={
            **{outcome: told for outcome in outcomes if outcome != right},
            "It diverges; v changes its sign at every step.": "v is the flat direction: it is the last to become unstable. "
            + told,
        },
    )


@question
def steps_needed(rng):
    low = float(rng.choice([0.5, 1.0, 2.0, 5.0]))
    ratio, digits = int(rng.integers(8, 120)), int(rng.integers(2, 7))
    high = low * ratio
    best = bool(rng.integers(2))
    step = 2 / (low + high) if best else 1 / high
    rate = max(abs(1 - step * low), abs(1 - step * high))
    written = r"\frac{2}{\lambda_{\min} + \lambda_{\max}}" if best else r"\frac{1}{\lambda_{\max}}"

    def until(factor):
        return digits * math.log(10) / -math.log(factor)

    other = 1 - 1 / ratio if best else (ratio - 1) / (ratio + 1)
    average = abs(1 - step * (low + high) / 2)
    mistakes = [
        (until(other), "That is the number for another step: by what is the slowest direction multiplied at this one?"),
        (until(math.sqrt(rate)), "Twice as many as needed: half the logarithm of the factor, perhaps?"),
        (until(rate**2), "That is how long the value of $f$ takes; the distance shrinks half as fast, in logarithms."),
        (until(rate) / math.log(10), "The factor is a power of 10, so there is another logarithm in it."),
    ]
    if not best:
        rough = digits * math.log(10) * ratio
        mistakes.append((rough, "That is the rough rule, a few steps too many: take the logarithm of 1 - 1/κ itself."))
    if 0 < average < 1 - 1e-9:
        mistakes.append((until(average), "That is a direction of average curvature. The flattest direction is slower, and has to arrive too."))
    return ask.number(
        f"The eigenvalues of $H$ lie between $\\lambda_{{\\min}} = {low:g}$ and $\\lambda_{{\\max}} = {high:g}$, both of them "
        f"included. After how many steps with $\\eta = {written}$ is the distance to the minimum certain to be at most "
        f"$10^{{-{digits}}}$ of what it was? (The smallest such number; one more or less will do.)",
        right=math.ceil(until(rate)),
        rtol=0.0,
        atol=1.0,
        mistakes=[(math.ceil(value), sentence) for value, sentence in mistakes],
    )


@question
def after_scaling(rng):
    """Two uncorrelated centred columns: the curvatures are their variances."""
    narrow, wide = int(rng.integers(1, 6)), int(rng.integers(10, 60))
    which = str(rng.choice(["condition", "step", "scaled"]))
    first = (
        f"A linear regression has two centred, uncorrelated columns with standard deviations {narrow} and {wide}, and the loss "
        r"is $\frac{1}{2n}\sum_i (a_i \cdot w - y_i)^2$. "
    )
    variance_ratio = wide**2 / narrow**2
    if which == "condition":
        return ask.number(
            first + "What is the condition number of $H$, the largest curvature divided by the smallest?",
            right=variance_ratio,
            rtol=0.01,
            mistakes=[
                (wide / narrow, "Curvatures are variances here: the deviations enter squared."),
                (1.0, "That will be so when both columns have been divided by their deviations."),
                (narrow**2 / wide**2, "The largest divided by the smallest, not the other way round."),
            ],
        )
    if which == "step":
        return ask.number(
            first + r"Below which $\eta$ is every step stable?",
            right=2 / wide**2,
            rtol=0.01,
            mistakes=[
                (2 / wide, "The curvature is the variance of the column: the deviation enters squared."),
                (2 / narrow**2, "That is the limit for the narrow column. The wide one has diverged long before."),
                (4 / (wide**2 + narrow**2), "That is the limit for the average curvature; the wide column has more."),
                (1 / wide**2, "At this step the wide column is solved at once. It converges for longer ones too."),
            ],
        )
    return ask.number(
        first + "Both are divided by their standard deviations. By what factor does the largest stable step grow?",
        right=float(wide**2),
        rtol=0.01,
        mistakes=[
            (float(wide), "Curvatures are variances: the deviation enters squared."),
            (variance_ratio, "That is what the condition number falls by. How large is the largest curvature now, and then?"),
            (wide / narrow, "How large is the largest curvature before, and after?"),
            (float(narrow**2), "The step was limited by the wide column, not by the narrow one."),
            (2.0, "That is the largest stable step afterwards, not the factor by which it grew."),
        ],
    )


def _matrix(rng):
    """A symmetric matrix of whole numbers, its eigenvalues, and no zero off the diagonal."""
    while True:
        a, d = (int(value) for value in rng.integers(2, 12, size=2))
        b = int(rng.choice([-4, -3, -2, -1, 1, 2, 3, 4]))
        low, high = np.linalg.eigvalsh([[a, b], [b, d]])
        if low > 0.3 and high > 1.15 * max(a, d):
            return float(low), float(high), ((a, b), (b, d))
