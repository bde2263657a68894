"""GORACE, as ThreadSanitizer reads it; what it says of bad values was taken from a program built with go build -race."""

import pytest

from goloupe.race.gorace import BadOption, Options, parse


def test_defaults() -> None:
    assert parse("") == Options("", 66, "", False, 1000)
    assert parse(" \t,: ") == Options()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exitcode=7 history_size=3", Options(exitcode=7)),
        ("halt_on_error=1:exitcode=9", Options(exitcode=9, halt_on_error=True)),
        ("halt_on_error=true,atexit_sleep_ms=0", Options(halt_on_error=True, atexit_sleep_ms=0)),
        ("log_path=/tmp/a=b strip_path_prefix='/home/me/'", Options("/tmp/a=b", strip_path_prefix="/home/me/")),
        ('log_path="two words"', Options("two words")),
        ("unknown=3 history_size=", Options()),
        ("exitcode=1 exitcode=2", Options(exitcode=2)),
    ],
)
def test_options(text: str, expected: Options) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("halt_on_error", "ThreadSanitizer: ERROR: expected '=' in GORACE\n"),
        ("halt_on_error exitcode=3", "ThreadSanitizer: ERROR: expected '=' in GORACE\n"),
        ("exitcode=x", "ERROR: Invalid value for int option: 'x'\nThreadSanitizer: ERROR: Flag parsing failed.\n"),
        ("halt_on_error=3", "ERROR: Invalid value for bool option: '3'\nThreadSanitizer: ERROR: Flag parsing failed.\n"),
        ("log_path='a", "ThreadSanitizer: ERROR: unterminated string\n"),
    ],
)
def test_bad_options(text: str, message: str) -> None:
    with pytest.raises(BadOption) as caught:
        parse(text)
    assert str(caught.value) == message
