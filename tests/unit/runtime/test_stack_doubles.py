"""Code objects that are equal: one of them is kept, and what is known of the others ends with them."""

from __future__ import annotations

import gc
from types import CodeType

from goloupe.runtime import stack


def made(text: str) -> CodeType:
    """The code of a function."""
    namespace: dict[str, CodeType] = {}
    exec(text, namespace)
    code: CodeType = namespace["doubled"].__code__  # type: ignore[attr-defined]
    return code


def test_an_identity_is_forgotten_with_its_code() -> None:
    text = "def doubled(): return 'some text that nobody else has'"
    kept, other = made(text), made(text)
    assert kept == other and kept is not other
    for code in (kept, other, other):
        stack.register(code, "m.doubled", "m.go", 1)
    number = id(other)
    assert {id(kept), number} <= stack.KNOWN
    del other, code
    gc.collect()
    assert id(kept) in stack.KNOWN and number not in stack.KNOWN
    assert stack.info(kept) is not None
