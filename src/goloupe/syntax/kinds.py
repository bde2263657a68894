"""Node kinds, flags and classes of the column schema, as plain integers.

The kinds are the operations of the compiler's intermediate representation without the leading O, in the
order of ``kindNames`` in ``frontend/go/schema.go``; a test holds the two lists together.  They are module
constants and not an enumeration, because the analyses compare them millions of times.
"""

from __future__ import annotations

from typing import Final

NONE: Final = 0
FUNCBODY: Final = 1
BLOCK: Final = 2
DCL: Final = 3
AS: Final = 4
AS2: Final = 5
AS2FUNC: Final = 6
AS2MAPR: Final = 7
AS2DOTTYPE: Final = 8
AS2RECV: Final = 9
SELRECV2: Final = 10
ASOP: Final = 11
BREAK: Final = 12
CONTINUE: Final = 13
GOTO: Final = 14
FALL: Final = 15
LABEL: Final = 16
IF: Final = 17
FOR: Final = 18
RANGE: Final = 19
SWITCH: Final = 20
TYPESW: Final = 21
CASE: Final = 22
EXPRLIST: Final = 23
SELECT: Final = 24
COMM: Final = 25
SEND: Final = 26
RETURN: Final = 27
GO: Final = 28
DEFER: Final = 29
CHECKNIL: Final = 30
INITEXPR: Final = 31
NAME: Final = 32
LITERAL: Final = 33
NIL: Final = 34
TYPE: Final = 35
ADDR: Final = 36
PTRLIT: Final = 37
DEREF: Final = 38
DOT: Final = 39
DOTPTR: Final = 40
DOTINTER: Final = 41
METHVALUE: Final = 42
METHEXPR: Final = 43
DOTTYPE: Final = 44
DOTTYPE2: Final = 45
DYNAMICDOTTYPE: Final = 46
DYNAMICDOTTYPE2: Final = 47
INDEX: Final = 48
INDEXMAP: Final = 49
SLICE: Final = 50
SLICESTR: Final = 51
SLICEARR: Final = 52
SLICE3: Final = 53
SLICE3ARR: Final = 54
CONV: Final = 55
CONVNOP: Final = 56
CONVIFACE: Final = 57
SLICE2ARR: Final = 58
SLICE2ARRPTR: Final = 59
STR2BYTES: Final = 60
BYTES2STR: Final = 61
STR2RUNES: Final = 62
RUNES2STR: Final = 63
RUNESTR: Final = 64
RECV: Final = 65
CALLFUNC: Final = 66
CALLINTER: Final = 67
LEN: Final = 68
CAP: Final = 69
REAL: Final = 70
IMAG: Final = 71
CLOSE: Final = 72
CLEAR: Final = 73
PANIC: Final = 74
NEW: Final = 75
UNSAFESTRINGDATA: Final = 76
UNSAFESLICEDATA: Final = 77
COPY: Final = 78
COMPLEX: Final = 79
UNSAFEADD: Final = 80
UNSAFESLICE: Final = 81
UNSAFESTRING: Final = 82
APPEND: Final = 83
DELETE: Final = 84
PRINT: Final = 85
PRINTLN: Final = 86
MIN: Final = 87
MAX: Final = 88
RECOVER: Final = 89
MAKESLICE: Final = 90
MAKECHAN: Final = 91
MAKEMAP: Final = 92
ARRAYLIT: Final = 93
SLICELIT: Final = 94
MAPLIT: Final = 95
STRUCTLIT: Final = 96
KEY: Final = 97
STRUCTKEY: Final = 98
CLOSURE: Final = 99
CLOSUREVAR: Final = 100
ADDSTR: Final = 101
PLUS: Final = 102
NEG: Final = 103
BITNOT: Final = 104
NOT: Final = 105
ADD: Final = 106
SUB: Final = 107
MUL: Final = 108
DIV: Final = 109
MOD: Final = 110
AND: Final = 111
OR: Final = 112
XOR: Final = 113
ANDNOT: Final = 114
LSH: Final = 115
RSH: Final = 116
EQ: Final = 117
NE: Final = 118
LT: Final = 119
LE: Final = 120
GT: Final = 121
GE: Final = 122
ANDAND: Final = 123
OROR: Final = 124
DICT: Final = 125
DYNAMICTYPE: Final = 126
OPAQUE: Final = 127

KIND_NAMES: Final[tuple[str, ...]] = tuple(
    (  # noqa: SIM905
        "NONE FUNCBODY BLOCK DCL AS AS2 AS2FUNC AS2MAPR AS2DOTTYPE AS2RECV SELRECV2 ASOP BREAK CONTINUE GOTO FALL "
        "LABEL IF FOR RANGE SWITCH TYPESW CASE EXPRLIST SELECT COMM SEND RETURN GO DEFER CHECKNIL INITEXPR NAME "
        "LITERAL NIL TYPE ADDR PTRLIT DEREF DOT DOTPTR DOTINTER METHVALUE METHEXPR DOTTYPE DOTTYPE2 DYNAMICDOTTYPE "
        "DYNAMICDOTTYPE2 INDEX INDEXMAP SLICE SLICESTR SLICEARR SLICE3 SLICE3ARR CONV CONVNOP CONVIFACE SLICE2ARR "
        "SLICE2ARRPTR STR2BYTES BYTES2STR STR2RUNES RUNES2STR RUNESTR RECV CALLFUNC CALLINTER LEN CAP REAL IMAG CLOSE "
        "CLEAR PANIC NEW UNSAFESTRINGDATA UNSAFESLICEDATA COPY COMPLEX UNSAFEADD UNSAFESLICE UNSAFESTRING APPEND "
        "DELETE PRINT PRINTLN MIN MAX RECOVER MAKESLICE MAKECHAN MAKEMAP ARRAYLIT SLICELIT MAPLIT STRUCTLIT KEY "
        "STRUCTKEY CLOSURE CLOSUREVAR ADDSTR PLUS NEG BITNOT NOT ADD SUB MUL DIV MOD AND OR XOR ANDNOT LSH RSH EQ NE "
        "LT LE GT GE ANDAND OROR DICT DYNAMICTYPE OPAQUE "
    ).split()
)
"""Name of each kind, indexed by kind."""

# Node flags.
F_DEF: Final = 1
F_INCDEC: Final = 2
F_DEFERAT: Final = 4
F_IMPLICIT: Final = 8
F_DDD: Final = 16
F_INERT: Final = 32
F_SMALL_CONST: Final = 64
F_VAR_LIVE: Final = 128
F_INIT: Final = 256
"""The statement comes from the init list of the statement or block that follows it."""

# Object classes.
CLASS_AUTO: Final = 0
CLASS_PARAM: Final = 1
CLASS_PARAMOUT: Final = 2
CLASS_EXTERN: Final = 3
CLASS_FUNC: Final = 4

# Object flags.
O_AUTOTEMP: Final = 1
O_ADDRTAKEN: Final = 2
O_BLANK: Final = 4
O_UNNAMED: Final = 8
O_DDD: Final = 16
O_FUNC_ASSIGNS: Final = 64

# Function flags.
FN_CLOSURE: Final = 1
FN_WRAPPER: Final = 2
FN_DUPOK: Final = 4
FN_NOESCAPE: Final = 8
FN_UINTPTR_ESCAPES: Final = 16
FN_UINTPTR_KEEPALIVE: Final = 32
FN_NOINLINE: Final = 64
FN_LINKNAME: Final = 128
FN_RANGE_BODY: Final = 256
FN_PKGINIT: Final = 512
FN_METHOD: Final = 1024
FN_HAS_BODY: Final = 2048
FN_EXTERNAL: Final = 4096
FN_NOSPLIT: Final = 8192

# Type kinds.
T_BOOL: Final = 1
T_INT: Final = 2
T_INT8: Final = 3
T_INT16: Final = 4
T_INT32: Final = 5
T_INT64: Final = 6
T_UINT: Final = 7
T_UINT8: Final = 8
T_UINT16: Final = 9
T_UINT32: Final = 10
T_UINT64: Final = 11
T_UINTPTR: Final = 12
T_FLOAT32: Final = 13
T_FLOAT64: Final = 14
T_COMPLEX64: Final = 15
T_COMPLEX128: Final = 16
T_STRING: Final = 17
T_UNSAFE_POINTER: Final = 18
T_POINTER: Final = 19
T_SLICE: Final = 20
T_ARRAY: Final = 21
T_STRUCT: Final = 22
T_MAP: Final = 23
T_CHAN: Final = 24
T_FUNC: Final = 25
T_INTERFACE: Final = 26
T_UNTYPED_NIL: Final = 27
T_UNTYPED: Final = 28
T_TUPLE: Final = 29
T_BLANK: Final = 30

# Type flags.
TF_HASPTR: Final = 1
TF_DIRECTIFACE: Final = 2
TF_NAMED: Final = 4
TF_SHAPE: Final = 8
TF_HASSHAPE: Final = 16
TF_EMPTYIFACE: Final = 32
TF_VARIADIC: Final = 64
TF_COMPARABLE: Final = 128
TF_NOTINHEAP: Final = 256

# Constant kinds.
C_BOOL: Final = 1
C_STRING: Final = 2
C_INT: Final = 3
C_FLOAT: Final = 4
C_COMPLEX: Final = 5
