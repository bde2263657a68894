"""Tokens: what is put in comes out, and nothing else is taken for one."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goloupe.explore.run import Schedule
from goloupe.explore.token import VERSION, OtherProgram, Token, TokenUnreadable, decode, program_hash
from goloupe.frontend.results import LoadedPackage

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ANSWERS = st.lists(st.one_of(st.just(0), st.integers(0, 2**40)), max_size=60).map(
    lambda answers: tuple(answers[: max((i + 1 for i, a in enumerate(answers) if a), default=0)])
)
TOKENS = st.builds(
    Token,
    schedule=st.builds(Schedule, answers=ANSWERS, eager=st.booleans(), rand_seed=st.integers(0, 2**63)),
    program=st.binary(min_size=8, max_size=8).map(bytes.hex),
    trace=st.integers(0, 2**32 - 1),
    package=st.text(min_size=1, max_size=20),
    test=st.text(max_size=20),
    race=st.booleans(),
    limit=st.integers(0, 2**31),
    arguments=st.lists(st.text(max_size=10), max_size=3).map(tuple),
)
PLAIN = Token(Schedule((0, 0, 3, 0, 1)), "0123456789abcdef", 77, "example.com/p", "TestIt", True, 20_000, ("./p", "-tags=x"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TOKENS)
def test_what_is_put_in_comes_out(token):
    text = token.encode()
    assert decode(text) == token
    assert set(text) <= set(ALPHABET)


def test_ten_thousand_answers_with_few_departures_are_a_short_text():
    token = Token(Schedule((*[0] * 9_999, 2)), "0" * 16, 1, "main")
    assert len(token.encode()) < 60
    assert decode(token.encode()) == token


def test_blanks_from_a_mail_do_not_matter():
    text = PLAIN.encode()
    assert decode(f"  {text[:20]}\n   {text[20:]}\n") == PLAIN


def test_each_damaged_letter_is_noticed():
    text = PLAIN.encode()
    for i in range(4, len(text)):
        with pytest.raises(TokenUnreadable, match="damaged"):
            decode(text[:i] + ("A" if text[i] != "A" else "B") + text[i + 1 :])


@pytest.mark.parametrize("trace", [7, 77, 777])
@pytest.mark.parametrize("package", ["p", "pp", "ppp"])
def test_the_last_letter_has_no_bits_to_spare(package, trace):
    """Of three lengths two leave bits of the last letter that belong to no byte."""
    text = replace(PLAIN, package=package, trace=trace).encode()
    for letter in set(ALPHABET) - {text[-1]}:
        with pytest.raises(TokenUnreadable, match="damaged"):
            decode(text[:-1] + letter)


def test_the_version_is_written_in_one_way():
    with pytest.raises(TokenUnreadable, match="is no token"):
        decode(PLAIN.encode().replace("gl1_", "gl01_"))


@given(st.integers(0, 40))
def test_a_token_without_its_end_is_noticed(left):
    text = PLAIN.encode()
    with pytest.raises(TokenUnreadable):
        decode(text[: min(left, len(text) - 1)])


def test_what_inflates_without_end_is_refused():
    body = bytes((4,)) + zlib.compress(bytes(1 << 26), 9, -15)[: 1 << 20]
    data = body + zlib.crc32(body).to_bytes(4, "little")
    with pytest.raises(TokenUnreadable, match="damaged"):
        decode("gl1_" + base64.urlsafe_b64encode(data).decode().rstrip("="))


def test_a_later_version_is_named():
    with pytest.raises(TokenUnreadable, match=f"version {VERSION + 1}, and this goloupe reads versions up to {VERSION}"):
        decode(f"gl{VERSION + 1}_whatever")


def test_something_else_is_no_token():
    with pytest.raises(TokenUnreadable, match=r"'main\.go' is no token"):
        decode("main.go")


def package(directory: Path, path: str = "example.com/p", **rest) -> LoadedPackage:
    given = {"standard": False, "goversion": "1.24", "for_test": "", "imports": (), "files": (str(directory / "a.go"),), **rest}
    return LoadedPackage(path=path, name="p", directory=str(directory), root=True, hash="", incomplete=False, errors=(), **given)


def test_the_hash_is_of_the_programs_own_files_wherever_they_are(tmp_path):
    for name, text in (("one", "package p"), ("two", "package p"), ("three", "package q")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.go").write_text(text)
    one, two, three = (program_hash([package(tmp_path / name)]) for name in ("one", "two", "three"))
    assert one == two != three
    std = package(tmp_path / "three", "fmt", standard=True)
    generated = package(tmp_path / "three", "example.com/p.test")
    assert program_hash([package(tmp_path / "one"), std, generated]) == one
    assert program_hash([package(tmp_path / "one", goversion="1.21")]) != one


def test_a_token_of_another_program_says_so():
    PLAIN.check("package m", PLAIN.program)
    with pytest.raises(OtherProgram, match="now ffffffffffffffff"):
        PLAIN.check("package m", "f" * 16)
