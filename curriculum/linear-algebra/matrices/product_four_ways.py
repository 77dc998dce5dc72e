r"""One product, four ways

A matrix is a list of rows, one or more, each a list of as many numbers, one or more. Write the product $C = AB$, and the three other ways to
read it:

- `product(a, b)` returns $C$ as a list of rows.
- `column(a, b, j)` returns column `j` of $C$ as a list. It is made of the columns of $A$, and of $B$ only column `j` is read: all other
  numbers in `b` may be missing, with `None` in their places.
- `row(a, b, i)` returns row `i` of $C$ as a list. It is made of the rows of $B$, and of $A$ only row `i` is read: all other
  numbers in `a` may be missing.
- `layers(a, b)` returns the outer products that add up to $C$: a list of matrices of the shape of $C$. Matrix `k` of it is made of column `k`
  of $A$ and row `k` of $B$.

Rows and columns count from 0. All four leave `a` and `b` as they are, and raise `ValueError` if there is no product: if $A$ does not
have as many columns as $B$ has rows.

```python
a, b = [[1, 2], [3, 4], [5, 6]], [[1, 0], [10, 1]]
product(a, b)                                # [[21, 2], [43, 4], [65, 6]]
column(a, [[1, None], [10, None]], 0)        # [21, 43, 65]
row([[1, 2], [3, 4], [None, None]], b, 1)    # [43, 4]
layers(a, b)                                 # [[[1, 0], [3, 0], [5, 0]], [[20, 2], [40, 4], [60, 6]]]
```
"""

from mlestone.proving import afterwards, answer, check, equivalent, expect, helper, hints, mistake, tolerance

tolerance(rtol=1e-9, atol=1e-9)

hints(
    "Which two lengths have to agree, and how many rows and columns are left?",
    "One number of the product takes a row of A and a column of B. For a whole column, fix the column of B; for a layer, fix what is summed over.",
    "Three indices run: i over the rows of A, j over the columns of B, k over what both share. Each of the four functions holds one or two "
    "of them still.",
)

afterwards(
    "NumPy has `a @ b`, `a @ b[:, j]`, `a[i] @ b` and `np.outer(a[:, k], b[k])`. How the three loops are nested decides how memory "
    "is read, and with it most of the time: fast libraries add up outer products of small blocks that fit into the processor's cache."
)

equivalent("zip(line, other) -> zip(other, line)", "Numbers may be multiplied in either order.")


@helper
def _require_product(a, b):
    if len(a[0]) != len(b):
        raise ValueError(f"{len(a[0])} columns meet {len(b)} rows")


@answer
def product(a: list[list[float]], b: list[list[float]]) -> list[list[float]]:
    """Return the matrix product of `a` and `b`."""
    _require_product(a, b)
    return [[sum(x * y for x, y in zip(line, other)) for other in zip(*b)] for line in a]


@answer
def column(a: list[list[float]], b: list[list[float]], j: int) -> list[float]:
    """Return column `j` of the product, reading no other column of `b`."""
    _require_product(a, b)
    return [sum(number * other[j] for number, other in zip(line, b)) for line in a]


@answer
def row(a: list[list[float]], b: list[list[float]], i: int) -> list[float]:
    """Return row `i` of the product, reading no other row of `a`."""
    _require_product(a, b)
    return [sum(number * other[j] for number, other in zip(a[i], b)) for j in range(len(b[0]))]


@answer
def layers(a: list[list[float]], b: list[list[float]]) -> list[list[list[float]]]:
    """Return the outer products that add up to the product, one for each column of `a`."""
    _require_product(a, b)
    return [[[line[k] * number for number in b[k]] for line in a] for k in range(len(b))]


def _transposed(a):
    return [list(each) for each in zip(*a)]


@mistake(product, "These are the products number by number. Which row meets which column in a product of matrices?")
def number_by_number(a, b):
    _require_product(a, b)
    return [[x * y for x, y in zip(first, second)] for first, second in zip(a, b)]


@mistake(product, "A matrix of 2 rows and 3 columns times one of 3 rows and 4 columns is refused. Which two lengths have to agree, and which need not?")
def refuses_all_that_has_no_twin(a, b):
    if len(a) != len(b[0]):
        raise ValueError
    return product(a, b)


@mistake(product, "This is BA. Which of the two gives its rows, and which its columns?")
def the_other_order(a, b):
    return product(b, a)


@mistake(product, "The product is there, with rows and columns traded.")
def columns_for_rows(a, b):
    return _transposed(product(a, b))


@mistake(product, "Row meets row here. Which of the two is read downwards?")
def row_with_row(a, b):
    _require_product(a, b)
    return [[sum(x * y for x, y in zip(first, second)) for second in b] for first in a]


@mistake(product, "All rows are alike: the list holds one row, several times. What does `*` do with a list in a list?")
def one_row_many_times(a, b):
    _require_product(a, b)
    result = [[0.0] * len(b[0])] * len(a)
    for i in range(len(a)):
        for j in range(len(b[0])):
            result[i][j] = sum(a[i][k] * b[k][j] for k in range(len(b)))
    return result


@mistake(product, "Every loop runs as often as `a` has rows: that suits square matrices only.")
def square_only(a, b):
    _require_product(a, b)
    every = range(len(a))
    return [[sum(a[i][k] * b[k][j] for k in every) for j in every] for i in every]


@mistake(product, "Three columns met two rows, and something came out. Where does `zip` stop?")
def cut_off(a, b):
    return [[sum(x * y for x, y in zip(line, other)) for other in zip(*b)] for line in a]


@mistake(column, "The right column comes out, but the whole of B was read for it. Which numbers does column j need?")
def column_of_the_whole(a, b, j):
    return [line[j] for line in product(a, b)]


@mistake(column, "This is what row `j` of B makes of the columns of A.")
def weighs_by_a_row(a, b, j):
    _require_product(a, b)
    return [sum(x * y for x, y in zip(line, b[j])) for line in a]


@mistake(column, "This is row `j` of the product.")
def a_row_for_a_column(a, b, j):
    return row(a, b, j)


@mistake(row, "The right row comes out, but the whole of A was read for it. Which numbers does row i need?")
def row_of_the_whole(a, b, i):
    return product(a, b)[i]


@mistake(row, "This is column `i` of the product.")
def a_column_for_a_row(a, b, i):
    return column(a, b, i)


@mistake(layers, "These are running sums: the last is the product, but each layer is one outer product alone.")
def running_sums(a, b):
    parts = layers(a, b)
    sums = [parts[0]]
    for part in parts[1:]:
        sums.append([[x + y for x, y in zip(first, second)] for first, second in zip(sums[-1], part)])
    return sums


@mistake(layers, "Row `k` of A meets column `k` of B here, the wrong way round.")
def rows_of_a(a, b):
    _require_product(a, b)
    return [[[x * line[k] for line in b] for x in a[k]] for k in range(min(len(a), len(b[0])))]


@mistake(layers, "Each layer lies on its side. Which of the two factors runs down the rows?")
def layers_on_their_side(a, b):
    return [_transposed(layer) for layer in layers(a, b)]


@mistake(layers, "All layers are one and the same list, filled anew each time. What was appended was not a copy.")
def one_layer_many_times(a, b):
    last = layers(a, b)[-1]
    return [last for _ in b]


SHAPES = ((2, 3, 4), (4, 2, 3), (3, 5, 2), (2, 4, 2), (1, 3, 2), (3, 1, 3), (2, 3, 1), (1, 1, 1))


def _matrix(rng, rows, columns):
    return rng.integers(-9, 10, size=(rows, columns)).tolist()


def _fractions(rng, rows, columns):
    return rng.normal(size=(rows, columns)).tolist()


def _pair(rng, shape, make=_matrix):
    m, k, n = shape
    return make(rng, m, k), make(rng, k, n)


@check("multiplies square matrices", sizes=(2, 3))
def squares(learner, rng, size):
    a, b = _pair(rng, (size, size, size))
    got = learner.product(a, b)
    expect(got).is_a(list).equals(product(a, b))
    for line in got:
        expect(line).is_a(list)


@check("multiplies matrices of any shapes that fit, with fractions too")
def rectangles(learner, rng):
    for shape in SHAPES:
        a, b = _pair(rng, shape)
        expect(learner.product(a, b)).close(product(a, b))
    a, b = _pair(rng, (3, 4, 2), _fractions)
    expect(learner.product(a, b)).close(product(a, b))


@check("returns any column of the product")
def columns(learner, rng):
    for shape in ((3, 3, 3), *SHAPES):
        a, b = _pair(rng, shape)
        for j in {0, shape[2] - 1}:
            expect(learner.column(a, b, j)).is_a(list).close(column(a, b, j))


@check("returns any row of the product")
def rows(learner, rng):
    for shape in ((3, 3, 3), *SHAPES):
        a, b = _pair(rng, shape)
        for i in {0, shape[0] - 1}:
            expect(learner.row(a, b, i)).is_a(list).close(row(a, b, i))


@check("takes the product apart into one outer product for each column of A")
def outer(learner, rng):
    for shape in ((3, 3, 3), *SHAPES):
        a, b = _pair(rng, shape)
        expect(learner.layers(a, b)).is_a(list).close(layers(a, b))


@check("reads no more of A and B than a row or a column needs", sizes=(2, 4))
def unread(learner, rng, size):
    a, b = _pair(rng, (size, 3, size))
    at = int(rng.integers(size))
    half_a = [line if i == at else [None] * 3 for i, line in enumerate(a)]
    half_b = [[number if j == at else None for j, number in enumerate(line)] for line in b]
    expect(learner.column(a, half_b, at)).close(column(a, b, at))
    expect(learner.row(half_a, b, at)).close(row(a, b, at))


@check("leaves both matrices as they are")
def untouched(learner, rng):
    a, b = _pair(rng, (3, 2, 3))
    expect(learner.product).leaves_unchanged(a, b)
    expect(learner.layers).leaves_unchanged(a, b)
    expect(learner.column).leaves_unchanged(a, b, 1)
    expect(learner.row).leaves_unchanged(a, b, 1)


@check("refuses shapes that do not fit")
def refused(learner, rng):
    for (m, k), (other, n) in (((2, 3), (2, 3)), ((3, 2), (3, 2)), ((3, 4), (2, 3)), ((2, 1), (2, 2))):
        a, b = _matrix(rng, m, k), _matrix(rng, other, n)
        expect.raises(ValueError, lambda: learner.product(a, b))
        expect.raises(ValueError, lambda: learner.layers(a, b))
        expect.raises(ValueError, lambda: learner.column(a, b, 0))
        expect.raises(ValueError, lambda: learner.row(a, b, 0))


