package main

import "go/types"

// inert reports whether evaluating n and discarding the result does nothing
// that escape analysis sees: no allocation, call, address or assignment in
// it. Children have been decided already.
func (w *columnWriter) inert(n *Node) bool {
	switch n.Op {
	case ONAME, OLITERAL, ONIL, OTYPE, ODICT, ODYNAMICTYPE, OMETHEXPR, OBREAK, OCONTINUE, OFALL:
		return true
	case OADDR:
		o := outerValue(n.List[0])
		if o.is(ONAME) && o.Name.Class != ClassExtern {
			return false
		}
	case ODEREF, ODOT, ODOTPTR, ODOTTYPE, ODYNAMICDOTTYPE, ODOTTYPE2, ODYNAMICDOTTYPE2, OINDEX, OINDEXMAP,
		OSLICE, OSLICESTR, OSLICEARR, OSLICE3, OSLICE3ARR,
		OCONV, OCONVNOP, OSLICE2ARR, OSLICE2ARRPTR, ORECV,
		OLEN, OCAP, OREAL, OIMAG, OUNSAFESTRINGDATA, OUNSAFESLICEDATA, OCOMPLEX, OUNSAFEADD, OUNSAFESLICE, OUNSAFESTRING, OMIN, OMAX,
		OMAKECHAN, OARRAYLIT, OSTRUCTLIT, OKEY, OSTRUCTKEY,
		OPLUS, ONEG, OBITNOT, ONOT, OADD, OSUB, OMUL, ODIV, OMOD, OAND, OOR, OXOR, OANDNOT, OLSH, ORSH,
		OEQ, ONE, OLT, OLE, OGT, OGE, OANDAND, OOROR, OEXPRLIST, OCHECKNIL, OCLOSE, ODELETE, OPRINT, OPRINTLN, ORECOVER,
		OIF, OFOR, OBLOCK:
	case OCONVIFACE:
		src := n.List[0].Typ
		if !isInterface(src) && !w.tf.DirectIface(src) {
			return false
		}
	case ORETURN:
		return len(n.List) == 0
	case OSWITCH:
		if n.List[0].is(OTYPESW) {
			return false
		}
	case OCASE:
		if n.Name != nil {
			return false
		}
	case OSELRECV2:
		if !n.List[0].isBlank() || !n.List[1].isBlank() {
			return false
		}
	case OCOMM, OSELECT:
	default:
		return false
	}
	for _, c := range n.List {
		if c != nil && c.Flags&FInert == 0 {
			return false
		}
	}
	return true
}

func isSignature(t types.Type) (*types.Signature, bool) {
	s, ok := under(t).(*types.Signature)
	return s, ok
}
