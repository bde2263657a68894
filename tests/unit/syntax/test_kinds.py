"""The Go and Python lists of node kinds are one list."""

import re
from pathlib import Path

from goloupe.syntax import kinds as K

SCHEMA = Path(__file__).parents[3] / "src/goloupe/frontend/go/schema.go"


def go_source() -> str:
    return SCHEMA.read_text()


def test_kind_names_agree() -> None:
    body = re.search(r"var kindNames = \[\.\.\.\]string\{(.*?)\n\}", go_source(), re.S)
    assert body is not None
    assert tuple(re.findall(r'"(\w+)"', body.group(1))) == K.KIND_NAMES


def test_constants_are_numbered_in_that_order() -> None:
    assert [getattr(K, name) for name in K.KIND_NAMES] == list(range(len(K.KIND_NAMES)))


def test_flags_agree() -> None:
    values = {name: int(value) for name, value in re.findall(r"^\s+((?:F|OF|Fn|TF)[A-Z]\w*)\s*= (\d+)", go_source(), re.M)}
    pairs = {
        "FDef": K.F_DEF,
        "FDeferAt": K.F_DEFERAT,
        "FImplicit": K.F_IMPLICIT,
        "FDDD": K.F_DDD,
        "FInert": K.F_INERT,
        "FVarLive": K.F_VAR_LIVE,
        "OFAddrTaken": K.O_ADDRTAKEN,
        "OFBlank": K.O_BLANK,
        "OFUnnamed": K.O_UNNAMED,
        "OFFuncAssigns": K.O_FUNC_ASSIGNS,
        "FnClosure": K.FN_CLOSURE,
        "FnWrapper": K.FN_WRAPPER,
        "FnDupok": K.FN_DUPOK,
        "FnNoescape": K.FN_NOESCAPE,
        "FnUintptrEscapes": K.FN_UINTPTR_ESCAPES,
        "FnUintptrKeepAlive": K.FN_UINTPTR_KEEPALIVE,
        "FnHasBody": K.FN_HAS_BODY,
        "FnExternal": K.FN_EXTERNAL,
        "TFHasPtr": K.TF_HASPTR,
        "TFDirectIface": K.TF_DIRECTIFACE,
        "TFShape": K.TF_SHAPE,
        "TFHasShape": K.TF_HASSHAPE,
    }
    assert {name: values[name] for name in pairs} == pairs
