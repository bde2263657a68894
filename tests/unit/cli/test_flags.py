"""Flags that cannot be read: package flag's words, and exit code 2 before anything is run."""

from __future__ import annotations

import pytest

from .conftest import Run

ON_OFF = '-shuffle argument must be "on", "off", or an int64'


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("explore", "-time", "10"), 'invalid value "10" for flag -time: parse error; a duration has a unit, such as 10s'),
        (("explore", "-time", "x"), 'invalid value "x" for flag -time: parse error'),
        (("test", "-count=x"), 'invalid value "x" for flag -count: parse error'),
        (("test", "-parallel", "1.5"), 'invalid value "1.5" for flag -parallel: parse error'),
        (("test", "-seed=x"), 'invalid value "x" for flag -seed: parse error'),
        (("test", "-timeout=x"), 'invalid value "x" for flag -timeout: parse error'),
        (
            ("test", "-shuffle=foo"),
            f'invalid value "foo" for flag -shuffle: {ON_OFF}: strconv.ParseInt: parsing "foo": invalid syntax',
        ),
        (("test", "-json=foo"), 'invalid boolean value "foo" for -json: parse error'),
        (("test", "--v=x"), 'invalid boolean value "x" for -v: parse error'),
        (("run", "-race=maybe", "x.go"), 'invalid boolean value "maybe" for -race: parse error'),
        (("test", "-run"), "flag needs an argument: -run"),
        (("explore", "--time"), "flag needs an argument: -time"),
    ],
)
def test_what_is_said(run: Run, args: tuple[str, ...], said: str) -> None:
    done = run(*args)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [f"goloupe: {said}", f"Run goloupe {args[0]} --help for details."]


@pytest.mark.parametrize("value", ["0x2", "2"])
def test_integers_as_go_writes_them(run: Run, value: str) -> None:
    assert "parse error" not in run("test", f"-count={value}", "./nowhere").err
