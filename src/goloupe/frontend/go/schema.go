package main

// The node kinds of the column schema, in the order that kinds.py repeats on
// the Python side. They are the operations of the compiler's IR
// (cmd/compile/internal/ir/node.go) without the leading O.

// Op is a node kind.
type Op uint8

const (
	ONONE Op = iota
	OFUNCBODY
	OBLOCK
	ODCL
	OAS
	OAS2
	OAS2FUNC
	OAS2MAPR
	OAS2DOTTYPE
	OAS2RECV
	OSELRECV2
	OASOP
	OBREAK
	OCONTINUE
	OGOTO
	OFALL
	OLABEL
	OIF
	OFOR
	ORANGE
	OSWITCH
	OTYPESW
	OCASE
	OEXPRLIST
	OSELECT
	OCOMM
	OSEND
	ORETURN
	OGO
	ODEFER
	OCHECKNIL
	OINITEXPR
	ONAME
	OLITERAL
	ONIL
	OTYPE
	OADDR
	OPTRLIT
	ODEREF
	ODOT
	ODOTPTR
	ODOTINTER
	OMETHVALUE
	OMETHEXPR
	ODOTTYPE
	ODOTTYPE2
	ODYNAMICDOTTYPE
	ODYNAMICDOTTYPE2
	OINDEX
	OINDEXMAP
	OSLICE
	OSLICESTR
	OSLICEARR
	OSLICE3
	OSLICE3ARR
	OCONV
	OCONVNOP
	OCONVIFACE
	OSLICE2ARR
	OSLICE2ARRPTR
	OSTR2BYTES
	OBYTES2STR
	OSTR2RUNES
	ORUNES2STR
	ORUNESTR
	ORECV
	OCALLFUNC
	OCALLINTER
	OLEN
	OCAP
	OREAL
	OIMAG
	OCLOSE
	OCLEAR
	OPANIC
	ONEW
	OUNSAFESTRINGDATA
	OUNSAFESLICEDATA
	OCOPY
	OCOMPLEX
	OUNSAFEADD
	OUNSAFESLICE
	OUNSAFESTRING
	OAPPEND
	ODELETE
	OPRINT
	OPRINTLN
	OMIN
	OMAX
	ORECOVER
	OMAKESLICE
	OMAKECHAN
	OMAKEMAP
	OARRAYLIT
	OSLICELIT
	OMAPLIT
	OSTRUCTLIT
	OKEY
	OSTRUCTKEY
	OCLOSURE
	OCLOSUREVAR
	OADDSTR
	OPLUS
	ONEG
	OBITNOT
	ONOT
	OADD
	OSUB
	OMUL
	ODIV
	OMOD
	OAND
	OOR
	OXOR
	OANDNOT
	OLSH
	ORSH
	OEQ
	ONE
	OLT
	OLE
	OGT
	OGE
	OANDAND
	OOROR
	ODICT
	ODYNAMICTYPE
	OOPAQUE
	numOps
)

// kindNames lists the kinds by name; the Python side's test compares its own
// table with this one.
var kindNames = [...]string{
	"NONE", "FUNCBODY", "BLOCK", "DCL", "AS", "AS2", "AS2FUNC", "AS2MAPR", "AS2DOTTYPE", "AS2RECV", "SELRECV2", "ASOP",
	"BREAK", "CONTINUE", "GOTO", "FALL", "LABEL", "IF", "FOR", "RANGE", "SWITCH", "TYPESW", "CASE", "EXPRLIST",
	"SELECT", "COMM", "SEND", "RETURN", "GO", "DEFER", "CHECKNIL", "INITEXPR",
	"NAME", "LITERAL", "NIL", "TYPE", "ADDR", "PTRLIT", "DEREF", "DOT", "DOTPTR", "DOTINTER", "METHVALUE", "METHEXPR",
	"DOTTYPE", "DOTTYPE2", "DYNAMICDOTTYPE", "DYNAMICDOTTYPE2", "INDEX", "INDEXMAP",
	"SLICE", "SLICESTR", "SLICEARR", "SLICE3", "SLICE3ARR",
	"CONV", "CONVNOP", "CONVIFACE", "SLICE2ARR", "SLICE2ARRPTR", "STR2BYTES", "BYTES2STR", "STR2RUNES", "RUNES2STR", "RUNESTR",
	"RECV", "CALLFUNC", "CALLINTER", "LEN", "CAP", "REAL", "IMAG", "CLOSE", "CLEAR", "PANIC", "NEW", "UNSAFESTRINGDATA", "UNSAFESLICEDATA",
	"COPY", "COMPLEX", "UNSAFEADD", "UNSAFESLICE", "UNSAFESTRING",
	"APPEND", "DELETE", "PRINT", "PRINTLN", "MIN", "MAX", "RECOVER",
	"MAKESLICE", "MAKECHAN", "MAKEMAP", "ARRAYLIT", "SLICELIT", "MAPLIT", "STRUCTLIT", "KEY", "STRUCTKEY",
	"CLOSURE", "CLOSUREVAR", "ADDSTR", "PLUS", "NEG", "BITNOT", "NOT",
	"ADD", "SUB", "MUL", "DIV", "MOD", "AND", "OR", "XOR", "ANDNOT", "LSH", "RSH", "EQ", "NE", "LT", "LE", "GT", "GE", "ANDAND", "OROR",
	"DICT", "DYNAMICTYPE", "OPAQUE",
}

var _ = [1]int{}[len(kindNames)-int(numOps)] // the two lists have one length

// Node flags (column n_flags).
const (
	FDef        = 1   // the assignment declares its left side
	FIncDec     = 2   // ASOP written x++ or x--
	FDeferAt    = 4   // DEFER inside a range-over-func body
	FImplicit   = 8   // not in the source: skipped when text is printed
	FDDD        = 16  // call with a final slice argument
	FInert      = 32  // evaluating and discarding it does nothing the analysis sees
	FSmallConst = 64  // integer constant that fits an int
	FVarLive    = 128 // compiler-inserted KeepAlive of testing.B.Loop
	FInit       = 256 // stands in the init list of the statement after it
)

// Object classes (column o_class).
const (
	ClassAuto = iota
	ClassParam
	ClassParamOut
	ClassExtern
	ClassFunc
)

// Object flags (column o_flags).
const (
	OFAutoTemp    = 1
	OFAddrTaken   = 2
	OFBlank       = 4
	OFUnnamed     = 8
	OFDDD         = 16
	OFFuncAssigns = 64
)

// Function flags (column fn_flags).
const (
	FnClosure          = 1
	FnWrapper          = 2
	FnDupok            = 4
	FnNoescape         = 8
	FnUintptrEscapes   = 16
	FnUintptrKeepAlive = 32
	FnNoinline         = 64
	FnLinkname         = 128
	FnRangeBody        = 256
	FnPkgInit          = 512
	FnMethod           = 1024
	FnHasBody          = 2048
	FnExternal         = 4096
	FnNosplit          = 8192
)

// Type flags (column t_flags).
const (
	TFHasPtr      = 1
	TFDirectIface = 2
	TFNamed       = 4
	TFShape       = 8
	TFHasShape    = 16
	TFEmptyIface  = 32
	TFVariadic    = 64
	TFComparable  = 128
	TFNotInHeap   = 256
)
