package main

import "go/types"

// findSingleDefs records, for each local of fn and its closures, the only
// value it ever has, and for func-typed locals all assignments. These are
// facts of syntax that ir.ReassignOracle collects in the compiler.
func findSingleDefs(fn *Func) {
	single := map[*Name]*Node{} // variable -> its defining statement
	funcs := map[*Name][]*Node{}
	see := func(n *Node) bool {
		if n.Op != ONAME || n.Name.Class != ClassAuto || n.Name.Flags&(OFAddrTaken|OFBlank) != 0 {
			return false
		}
		name := n.Name
		_, isFn := under(name.Typ).(*types.Signature)
		if name.Defn == nil {
			if isFn {
				if _, ok := funcs[name]; !ok {
					funcs[name] = nil
				}
			}
			return false
		}
		single[name] = name.Defn
		if isFn && name.Defn.Op == OAS {
			if _, ok := funcs[name]; !ok {
				funcs[name] = nil
			}
		}
		return false
	}
	prune := func(lhs, as *Node) {
		o := outerValue(lhs)
		if !o.is(ONAME) {
			return
		}
		name := o.Name
		if def, ok := single[name]; ok && def != as {
			delete(single, name)
		}
		if rows, ok := funcs[name]; ok {
			switch {
			case as.Op != OAS:
				delete(funcs, name)
			case isNilValue(as.List[1]):
			default:
				funcs[name] = append(rows, as)
			}
		}
	}
	for _, n := range fn.Body {
		visit(n, true, see)
	}
	for _, n := range fn.Body {
		visit(n, true, func(n *Node) bool {
			switch n.Op {
			case OAS, OASOP:
				prune(n.List[0], n)
			case OAS2, OAS2FUNC, OAS2MAPR, OAS2DOTTYPE, OAS2RECV, OSELRECV2:
				for i := 0; i < int(n.Aux); i++ {
					prune(n.List[i], n)
				}
			case ORANGE:
				prune(n.List[0], n)
				prune(n.List[1], n)
			}
			return false
		})
	}
	for name, def := range single {
		switch def.Op {
		case OAS:
			name.single = def.List[1]
		case OAS2:
			k := int(def.Aux)
			for i := 0; i < k; i++ {
				if def.List[i].is(ONAME) && def.List[i].Name == name {
					name.single = def.List[k+i]
				}
			}
		}
	}
	for name, rows := range funcs {
		name.funcCand = true
		name.funcRows = rows
	}
}

// isNilValue reports whether an assignment stores nil or nothing.
func isNilValue(y *Node) bool {
	for y != nil && y.Op == OCONVNOP {
		y = y.List[0]
	}
	return y == nil || y.Op == ONIL
}
