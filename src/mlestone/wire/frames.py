"""pandas values on the wire: frames, series, indexes of every kind, extension arrays, timestamps.

A frame is sent as its index, its columns' names and its columns' arrays, in order, so duplicate names and every
dtype survive; a frame of one NumPy dtype goes as one block. Attributes (`attrs`, `flags`) stay behind. A column that
has no plain form (an Arrow array, a column type of some other package) makes the whole frame stay where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from mlestone.wire import extensions as ext
from mlestone.wire.codec import Malformed, Reader, Writer, WriteValue
from mlestone.wire.extensions import Opaque, library, loaded

_FRAME_COST: Final = 400
"""What building a pandas object costs, in nodes: about as long as reading so many numbers."""
_SERIES_COST: Final = 100
_LONGEST_RANGE: Final = 10**8
_UNITS: Final = ("s", "ms", "us", "ns")
_FREQUENCY: Final = re.compile(r"[0-9A-Za-z+-]{1,32}")
_ZONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,63}")
_LONGEST_WITH_FREQUENCY: Final = 10_000
"""Receiving an index with a frequency builds it a second time, slowly for some frequencies."""
_FIRST_YEAR: Final = 1
_LAST_YEAR: Final = 9_999
"""pandas can hold moments outside the calendar of Python, but not write them down."""
_LARGEST_OFFSET: Final = 24 * 3600


# Time zones (also used for the standard library's datetimes)


def describe_zone(zone: tzinfo | None) -> object:
    """None, "UTC", an offset in seconds, or the key of a zone of the tz database."""
    if zone is None:
        return None
    if type(zone) is timezone:
        offset = timezone.utcoffset(zone, None)
        return "UTC" if zone is UTC else offset.total_seconds()
    key = getattr(zone, "key", None) or getattr(zone, "zone", None)  # zoneinfo; pytz
    if type(key) is str and _ZONE.fullmatch(key):
        return ["zone", key]
    raise Opaque


def build_zone(description: object) -> tzinfo | None:
    match description:
        case None:
            return None
        case "UTC":
            return UTC
        case float(seconds) if abs(seconds) < _LARGEST_OFFSET:
            return timezone(timedelta(seconds=seconds))
        case ["zone", str(key)] if _ZONE.fullmatch(key):
            return ZoneInfo(key)
    raise Malformed("not a time zone")


# Arrays that only pandas has


def _write_column(writer: Writer, column: Any) -> None:
    """The values of a series or an index: as a NumPy array if they are one beneath, else as an extension array."""
    numpy: Any = loaded("numpy")
    if isinstance(column.dtype, numpy.dtype):
        writer.write(column.to_numpy())
    else:
        write_extension_array(writer, column.array)


def write_extension_array(writer: Writer, array: Any) -> None:
    pandas: Any = loaded("pandas")
    numpy: Any = loaded("numpy")
    if type(array) is pandas.arrays.NumpyExtensionArray or isinstance(array.dtype, numpy.dtype):
        # a NumPy array in pandas clothes
        writer.write(array.to_numpy())
        return
    mark = writer.open_ext()
    writer.write(_describe_extension(pandas, numpy, array))
    writer.close_ext(mark, ext.EXTENSION_ARRAY)


def _describe_extension(pandas: Any, numpy: Any, array: Any) -> list[object]:  # noqa: PLR0911 - a table
    dtype = array.dtype
    arrays = pandas.arrays
    if isinstance(dtype, pandas.CategoricalDtype):
        return ["category", numpy.asarray(array.codes), dtype.categories, bool(dtype.ordered)]
    if isinstance(dtype, pandas.DatetimeTZDtype):
        utc = numpy.asarray(array.tz_convert(None))
        return ["datetime", utc, describe_zone(dtype.tz)]
    if isinstance(dtype, pandas.StringDtype):
        # What NumPy calls a text is kept here as it is, and is told apart by nobody.
        texts = [None if text is pandas.NA or type(text) is float else str.__str__(text) for text in array.tolist()]
        return ["text", texts, dtype.storage == "pyarrow", dtype.na_value is pandas.NA]
    if isinstance(array, arrays.IntegerArray | arrays.FloatingArray | arrays.BooleanArray):
        mask = array.isna()
        return ["masked", array.to_numpy(dtype.numpy_dtype, na_value=dtype.numpy_dtype.type(0)), mask]
    if isinstance(dtype, pandas.PeriodDtype):
        return ["period", array.asi8, dtype.name.removeprefix("period[").removesuffix("]")]
    if isinstance(dtype, pandas.IntervalDtype):
        return ["interval", array.left, array.right, array.closed]
    if isinstance(dtype, pandas.SparseDtype):
        return ["sparse", numpy.asarray(array), array.fill_value]
    raise Opaque


def _read_extension(reader: Reader, _: int) -> Any:  # noqa: PLR0911 - a table
    pandas = library("pandas")
    reader.charge(_SERIES_COST)
    match reader.read():
        case ["category", codes, pandas.Index() as categories, bool(ordered)]:
            return pandas.Categorical.from_codes(codes, categories, ordered=ordered)
        case ["datetime", utc, zone]:
            return pandas.DatetimeIndex(utc).tz_localize("UTC").tz_convert(build_zone(zone)).array
        case ["text", list(texts), bool(arrow), bool(na)]:
            return _texts(pandas, texts, arrow, na)
        case ["masked", values, mask]:
            return _masked(pandas, values, mask)
        case ["period", ordinals, str(frequency)] if _FREQUENCY.fullmatch(frequency):
            return pandas.PeriodIndex.from_ordinals(ordinals, freq=frequency).array
        case ["interval", pandas.Index() as left, pandas.Index() as right, str(closed)]:
            return pandas.arrays.IntervalArray.from_arrays(left, right, closed=closed)
        case ["sparse", values, fill]:
            return pandas.arrays.SparseArray(values, fill_value=fill)
    raise Malformed("not a pandas array")


def _texts(pandas: Any, texts: list[object], arrow: bool, na: bool) -> Any:
    if any(type(text) is not str and text is not None for text in texts):
        raise Malformed("a text column holds something else")
    storage = "pyarrow" if arrow else "python"
    dtype = pandas.StringDtype(storage) if na else pandas.StringDtype(storage, na_value=float("nan"))
    return pandas.array(texts, dtype=dtype)


def _masked(pandas: Any, values: Any, mask: Any) -> Any:
    arrays = pandas.arrays
    kinds = {"b": arrays.BooleanArray, "f": arrays.FloatingArray}
    return kinds.get(values.dtype.kind, arrays.IntegerArray)(values, mask)


# Indexes


def write_index(writer: Writer, index: Any) -> None:
    pandas: Any = loaded("pandas")
    mark = writer.open_ext()
    writer.write(index.name if not isinstance(index, pandas.MultiIndex) else None)
    if isinstance(index, pandas.RangeIndex):
        writer.write([index.start, index.stop, index.step])
        writer.close_ext(mark, ext.RANGE_INDEX)
    elif isinstance(index, pandas.MultiIndex):
        levels = [pandas.Index(level, name=None) for level in index.levels]
        writer.write([levels, [codes.copy() for codes in index.codes], list(index.names)])
        writer.close_ext(mark, ext.MULTI_INDEX)
    else:
        has_frequency = index.dtype.kind in "mM" and len(index) <= _LONGEST_WITH_FREQUENCY
        writer.write(getattr(index, "freqstr", None) if has_frequency else None)
        _write_column(writer, index)
        writer.close_ext(mark, ext.INDEX)


def _read_index(reader: Reader, _: int) -> Any:
    pandas = library("pandas")
    reader.charge(_SERIES_COST)
    name, frequency = reader.read(), reader.read()
    array: Any = reader.read()
    _refuse_other_than_columns(pandas, array)
    # The dtype is given so that pandas does not look for a better one.
    index = pandas.Index(array, dtype=array.dtype, name=name)
    if frequency is not None:
        if type(frequency) is not str or not _FREQUENCY.fullmatch(frequency):
            raise Malformed("not the frequency of an index")
        if index.dtype.kind not in "mM" or len(index) > _LONGEST_WITH_FREQUENCY:
            raise Malformed("an index that has no frequency")
        index.freq = frequency
    return index


def _refuse_other_than_columns(pandas: Any, array: Any) -> None:
    numpy = library("numpy")
    if not isinstance(array, numpy.ndarray | pandas.api.extensions.ExtensionArray) or array.ndim != 1:
        raise Malformed("a column is not a one-dimensional array")


def _read_range_index(reader: Reader, _: int) -> Any:
    pandas = library("pandas")
    reader.charge(_SERIES_COST)
    name = reader.read()
    start, stop, step = reader.read_list(3)
    if any(type(bound) is not int for bound in (start, stop, step)) or step == 0:
        raise Malformed("not a range")
    if len(range(start, stop, step)) > _LONGEST_RANGE:
        raise Malformed("an index longer than any frame that could be sent")
    return pandas.RangeIndex(start, stop, step, name=name)


def _read_multi_index(reader: Reader, _: int) -> Any:
    pandas = library("pandas")
    reader.charge(_FRAME_COST)
    reader.read()
    levels, codes, names = reader.read_list(3)
    if not all(type(part) is list and len(part) == len(levels) for part in (levels, codes, names)):
        raise Malformed("the levels of an index do not fit each other")
    if not all(isinstance(level, pandas.Index) for level in levels):
        raise Malformed("a level of an index is none")
    for numbers in codes:
        _refuse_other_than_columns(pandas, numbers)
    return pandas.MultiIndex(levels=levels, codes=codes, names=names)


# Series and frames


def write_series(writer: Writer, series: Any) -> None:
    mark = writer.open_ext()
    writer.write(series.name)
    write_index(writer, series.index)
    _write_column(writer, series)
    writer.close_ext(mark, ext.SERIES)


def _read_series(reader: Reader, _: int) -> Any:
    pandas = library("pandas")
    reader.charge(_FRAME_COST)
    name, index, array = reader.read(), reader.read(), reader.read()
    return _series(pandas, array, index, name)


def _series(pandas: Any, array: Any, index: Any, name: object = None) -> Any:
    _refuse_other_than_columns(pandas, array)
    if not isinstance(index, pandas.Index) or len(index) != len(array):
        raise Malformed("a column is not as long as its index")
    return pandas.Series(array, index=index, dtype=array.dtype, name=name)


def write_frame(writer: Writer, frame: Any) -> None:
    pandas: Any = loaded("pandas")
    if type(frame) is not pandas.DataFrame:
        frame = pandas.DataFrame(frame)
    mark = writer.open_ext()
    write_index(writer, frame.index)
    write_index(writer, frame.columns)
    if _is_one_block(frame):
        writer.write(frame.to_numpy())
    else:
        width = frame.shape[1]
        writer.write(width)
        writer.charge(width)
        for position in range(width):
            _write_column(writer, frame.iloc[:, position])
    writer.close_ext(mark, ext.FRAME)


def _is_one_block(frame: Any) -> bool:
    numpy: Any = loaded("numpy")
    dtypes = set(frame.dtypes)
    return len(dtypes) == 1 and isinstance(dtype := dtypes.pop(), numpy.dtype) and dtype.kind in "biufc"


def _read_frame(reader: Reader, _: int) -> Any:
    pandas = library("pandas")
    numpy = library("numpy")
    reader.charge(_FRAME_COST)
    index, columns, values = reader.read(), reader.read(), reader.read()
    if not isinstance(index, pandas.Index) or not isinstance(columns, pandas.Index):
        raise Malformed("a frame without index or columns")
    if isinstance(values, numpy.ndarray):
        if values.shape != (len(index), len(columns)):
            raise Malformed(f"a frame of {len(index)} rows and {len(columns)} columns made of {values.shape}")
        return pandas.DataFrame(values, index=index, columns=columns)
    if values != len(columns):
        raise Malformed(f"a frame of {len(columns)} columns has names for another number")
    series = {place: _series(pandas, reader.read(), index) for place in range(len(columns))}
    frame = pandas.DataFrame(series, index=index)
    frame.columns = columns
    return frame


# Moments and spans


def write_timestamp(writer: Writer, moment: Any) -> None:
    pandas: Any = loaded("pandas")
    zone = pandas.Timestamp.tzinfo.__get__(moment)
    if not _FIRST_YEAR <= pandas.Timestamp.year.__get__(moment) <= _LAST_YEAR:
        raise Opaque
    mark = writer.open_ext()
    writer.write([pandas.Timestamp.asm8.__get__(moment), describe_zone(zone)])
    writer.close_ext(mark, ext.TIMESTAMP)


def _read_timestamp(reader: Reader, _: int) -> Any:
    pandas = library("pandas")
    reader.charge(10)
    moment, zone = reader.read_list(2)
    reader.charge(_SERIES_COST if type(zone) is list else 0)
    _refuse_other_units(moment, "datetime64")
    stamp = pandas.Timestamp(moment)
    if not _FIRST_YEAR <= stamp.year <= _LAST_YEAR:
        raise Malformed(f"a moment in the year {stamp.year}")
    return stamp if zone is None else stamp.tz_localize("UTC").tz_convert(build_zone(zone))


def write_timedelta(writer: Writer, span: Any) -> None:
    pandas: Any = loaded("pandas")
    mark = writer.open_ext()
    writer.write(pandas.Timedelta.asm8.__get__(span))
    writer.close_ext(mark, ext.PANDAS_TIMEDELTA)


def _read_timedelta(reader: Reader, _: int) -> Any:
    pandas = library("pandas")
    reader.charge(10)
    span = reader.read()
    _refuse_other_units(span, "timedelta64")
    return pandas.Timedelta(span)


def _refuse_other_units(value: Any, kind: str) -> None:
    numpy = library("numpy")
    if type(value) is not getattr(numpy, kind) or numpy.datetime_data(value)[0] not in _UNITS:
        raise Malformed(f"not a {kind} of pandas")


def _read_singleton(reader: Reader, _: int) -> Any:
    pandas = library("pandas")
    match reader.take(1):
        case b"\0":
            return pandas.NaT
        case b"\1":
            return pandas.NA
    raise Malformed("a constant pandas does not have")


# What is sent by value: exact types, and the base types of others


def pandas_types(pandas: Any) -> dict[type, WriteValue]:
    return {
        pandas.DataFrame: write_frame,
        pandas.Series: write_series,
        pandas.Timestamp: write_timestamp,
        pandas.Timedelta: write_timedelta,
        type(pandas.NaT): lambda writer, _: writer.write_ext(ext.PANDAS_SINGLETON, b"\0"),
        type(pandas.NA): lambda writer, _: writer.write_ext(ext.PANDAS_SINGLETON, b"\1"),
    }


def pandas_bases(pandas: Any) -> tuple[tuple[type, WriteValue], ...]:
    return (
        (pandas.DataFrame, write_frame),
        (pandas.Series, write_series),
        (pandas.Index, write_index),
        (pandas.api.extensions.ExtensionArray, write_extension_array),
        (pandas.Timestamp, write_timestamp),
        (pandas.Timedelta, write_timedelta),
    )


READERS: Final[dict[int, Callable[[Reader, int], object]]] = {
    ext.EXTENSION_ARRAY: _read_extension,
    ext.INDEX: _read_index,
    ext.RANGE_INDEX: _read_range_index,
    ext.MULTI_INDEX: _read_multi_index,
    ext.SERIES: _read_series,
    ext.FRAME: _read_frame,
    ext.PANDAS_SINGLETON: _read_singleton,
    ext.TIMESTAMP: _read_timestamp,
    ext.PANDAS_TIMEDELTA: _read_timedelta,
}
