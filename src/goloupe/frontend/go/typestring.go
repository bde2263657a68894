package main

// How types are written: for messages, for link names, and as keys.

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// Printing modes of types.
type printMode int

const (
	modeGo      printMode = iota // for people: %v in the compiler
	modeLink                     // names by package path, byte and rune resolved: link symbols and shapes
	modeKey                      // like modeLink but keeps byte, rune and any: identity within the tables
	modeReflect                  // reflect.Type.String
)

// keepsAliases: byte, rune and any are printed as they were written.
func (m printMode) keepsAliases() bool { return m == modeGo || m == modeKey }

var (
	universeAny   = types.Universe.Lookup("any").Type()
	universeByte  = types.Universe.Lookup("byte").Type()
	universeRune  = types.Universe.Lookup("rune").Type()
	universeError = types.Universe.Lookup("error").Type()
)

// String returns the type as the compiler prints it in messages of the
// package being written.
func (tf *typeFacts) String(t types.Type) string {
	if s, ok := tf.display[t]; ok {
		return s
	}
	var b strings.Builder
	tf.write(&b, t, modeGo)
	s := b.String()
	tf.display[t] = s
	return s
}

// Link returns the type as it stands in link symbols and shape names.
func (tf *typeFacts) Link(t types.Type) string {
	var b strings.Builder
	tf.write(&b, t, modeLink)
	return b.String()
}

// Key returns a text that is equal for types that may share one table row.
func (tf *typeFacts) Key(t types.Type) string {
	if s, ok := tf.keys[t]; ok {
		return s
	}
	var b strings.Builder
	tf.write(&b, t, modeKey)
	s := b.String()
	tf.keys[t] = s
	return s
}

func (tf *typeFacts) qualify(b *strings.Builder, pkg *types.Package, mode printMode) {
	if pkg == nil {
		return
	}
	if mode == modeReflect {
		b.WriteString(pkg.Name())
		b.WriteByte('.')
		return
	}
	if mode == modeGo {
		if pkg != tf.local && pkg.Path() != tf.local.Path() {
			b.WriteString(pkg.Name())
			b.WriteByte('.')
		}
		return
	}
	if pkg == tf.shape {
		b.WriteString("go.shape.")
		return
	}
	b.WriteString(symbolPath(pkg))
	b.WriteByte('.')
}

// symbolPath is a package's path in link symbols.
func symbolPath(pkg *types.Package) string {
	return linkPath(pkg.Path())
}

// linkPath escapes an import path as objabi.PathToPrefix does: dots in the
// last element and control characters become %xx.
func linkPath(path string) string {
	slash := strings.LastIndexByte(path, '/')
	plain := true
	for i := 0; i < len(path); i++ {
		if c := path[i]; c <= ' ' || i > slash && c == '.' || c == '%' || c == '"' || c >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return path
	}
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		if c := path[i]; c <= ' ' || i > slash && c == '.' || c == '%' || c == '"' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02x", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (tf *typeFacts) write(b *strings.Builder, t types.Type, mode printMode) {
	switch t {
	case nil:
		b.WriteString("<T>")
		return
	case universeByte, universeRune:
		if mode.keepsAliases() {
			b.WriteString(t.(*types.Basic).Name())
			return
		}
	case universeAny:
		if mode.keepsAliases() {
			b.WriteString("any")
			return
		}
	}
	if a := unalias(t); a != t {
		if isUniverseAny(t) && mode.keepsAliases() {
			b.WriteString("any")
			return
		}
		tf.write(b, a, mode)
		return
	}
	switch t := t.(type) {
	case *types.Basic:
		switch {
		case t.Kind() == types.UnsafePointer:
			b.WriteString("unsafe.Pointer")
		case t.Kind() == types.UntypedNil:
			b.WriteString("nil")
		case !mode.keepsAliases() && t.Kind() == types.Uint8:
			b.WriteString("uint8")
		case !mode.keepsAliases() && t.Kind() == types.Int32:
			b.WriteString("int32")
		default:
			b.WriteString(t.Name())
		}
	case *types.Named:
		obj := t.Obj()
		if obj.Pkg() == nil {
			b.WriteString(obj.Name())
			return
		}
		tf.qualify(b, obj.Pkg(), mode)
		b.WriteString(obj.Name())
		if args := t.TypeArgs(); args.Len() > 0 {
			b.WriteByte('[')
			inner := modeLink
			if mode == modeKey {
				inner = modeKey
			}
			shaped := tf.anyShape(args)
			for i := 0; i < args.Len(); i++ {
				if i > 0 {
					b.WriteByte(',')
				}
				arg := args.At(i)
				if shaped {
					arg = tf.shapeOfArgument(arg, t.Origin().TypeParams().At(i))
				}
				tf.write(b, arg, inner)
			}
			b.WriteByte(']')
		}
		if (mode == modeLink || mode == modeKey) && obj.Parent() != nil && obj.Pkg() != tf.shape && obj.Parent() != obj.Pkg().Scope() {
			b.WriteString("·")
			b.WriteString(strconv.Itoa(tf.localNumber(obj)))
		}
	case *types.TypeParam:
		b.WriteString(t.Obj().Name())
		if mode == modeKey {
			fmt.Fprintf(b, "#%p", t)
		}
	case *types.Pointer:
		b.WriteByte('*')
		tf.write(b, t.Elem(), mode)
	case *types.Slice:
		b.WriteString("[]")
		tf.write(b, t.Elem(), mode)
	case *types.Array:
		b.WriteByte('[')
		b.WriteString(strconv.FormatInt(t.Len(), 10))
		b.WriteByte(']')
		tf.write(b, t.Elem(), mode)
	case *types.Map:
		b.WriteString("map[")
		tf.write(b, t.Key(), mode)
		b.WriteByte(']')
		tf.write(b, t.Elem(), mode)
	case *types.Chan:
		switch t.Dir() {
		case types.RecvOnly:
			b.WriteString("<-chan ")
			tf.write(b, t.Elem(), mode)
		case types.SendOnly:
			b.WriteString("chan<- ")
			tf.write(b, t.Elem(), mode)
		default:
			b.WriteString("chan ")
			if e, ok := unalias(t.Elem()).(*types.Chan); ok && e.Dir() == types.RecvOnly {
				b.WriteByte('(')
				tf.write(b, t.Elem(), mode)
				b.WriteByte(')')
			} else {
				tf.write(b, t.Elem(), mode)
			}
		}
	case *types.Signature:
		b.WriteString("func")
		tf.writeSig(b, t, mode)
	case *types.Tuple:
		for i := 0; i < t.Len(); i++ {
			if i > 0 {
				b.WriteByte(',')
			}
			tf.write(b, t.At(i).Type(), mode)
		}
	case *types.Interface:
		if t.NumMethods() == 0 {
			b.WriteString("interface {}")
			if mode == modeKey && !t.IsMethodSet() {
				fmt.Fprintf(b, "#%p", t)
			}
			return
		}
		b.WriteString("interface {")
		for i := 0; i < t.NumMethods(); i++ {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteByte(' ')
			m := t.Method(i)
			if !m.Exported() && m.Pkg() != nil {
				b.WriteString(symbolPath(m.Pkg()))
				b.WriteByte('.')
			}
			b.WriteString(m.Name())
			tf.writeSig(b, m.Type().(*types.Signature), mode)
		}
		b.WriteString(" }")
	case *types.Struct:
		b.WriteString("struct {")
		for i := 0; i < t.NumFields(); i++ {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteByte(' ')
			f := t.Field(i)
			renamed := f.Embedded() && mode == modeLink && tf.embeddedAs(f)
			if !f.Embedded() || mode == modeKey || renamed {
				if !f.Exported() && mode != modeReflect {
					tf.qualify(b, f.Pkg(), mode)
				}
				b.WriteString(f.Name())
				b.WriteByte(' ')
				if renamed {
					b.WriteString("= ")
				}
			}
			tf.write(b, f.Type(), mode)
			if tag := t.Tag(i); tag != "" {
				b.WriteByte(' ')
				b.WriteString(strconv.Quote(tag))
			}
		}
		if t.NumFields() != 0 {
			b.WriteByte(' ')
		}
		b.WriteByte('}')
	default:
		b.WriteString(t.String())
	}
}

// localNumber tells types of one name apart that are declared in functions:
// those of a package are counted.
func (tf *typeFacts) localNumber(obj *types.TypeName) int {
	if n, ok := tf.localNo[obj]; ok {
		return n
	}
	if p := tf.source(obj.Pkg()); p != nil && p.FullBodies {
		if n := p.numberedTypes()[obj.Pos()]; n > 0 {
			return n
		}
	}
	n := len(tf.localNo) + 1
	tf.localNo[obj] = n
	return n
}

// numberedTypes counts the types that p declares in functions. All bodies
// have to be there.
func (p *Package) numberedTypes() map[token.Pos]int {
	p.localTypesOnce.Do(func() {
		p.localTypes = map[token.Pos]int{}
		var inside func(n ast.Node) bool
		inside = func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && !spec.Assign.IsValid() {
				p.localTypes[spec.Name.Pos()] = len(p.localTypes) + 1
			}
			return true
		}
		for _, f := range p.Files {
			ast.Inspect(f, func(n ast.Node) bool {
				if block, ok := n.(*ast.BlockStmt); ok {
					ast.Inspect(block, inside)
					return false
				}
				return true
			})
		}
	})
	return p.localTypes
}

// trimPackage takes the package off the link string of a type declared in it.
func trimPackage(link string, pkg *types.Package) string {
	if rest, ok := strings.CutPrefix(link, "go.shape."); ok {
		return rest
	}
	return strings.TrimPrefix(link, symbolPath(pkg)+".")
}

// embeddedAs reports whether an embedded field's name is not the name of its
// type's symbol: that of an instance has type arguments in it, that of a
// basic type belongs to no package, and an alias has none. Link strings then
// show both (types.fldconv).
func (tf *typeFacts) embeddedAs(f *types.Var) bool {
	t := unalias(f.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = unalias(p.Elem())
	}
	switch t := t.(type) {
	case *types.Named:
		obj := t.Obj()
		if t.TypeArgs().Len() > 0 || isLocalType(obj) || obj.Name() != f.Name() {
			return true
		}
		return obj.Pkg() != f.Pkg() && !obj.Exported()
	case *types.Basic:
		return t.Kind() != types.UnsafePointer || f.Name() != "Pointer"
	}
	return true
}

// isLocalType reports whether a type is declared within a function.
func isLocalType(obj *types.TypeName) bool {
	return obj.Pkg() != nil && obj.Parent() != nil && obj.Parent() != obj.Pkg().Scope()
}

func (tf *typeFacts) writeSig(b *strings.Builder, t *types.Signature, mode printMode) {
	tf.writeTuple(b, t.Params(), t.Variadic(), mode)
	switch t.Results().Len() {
	case 0:
	case 1:
		b.WriteByte(' ')
		tf.write(b, t.Results().At(0).Type(), mode)
	default:
		b.WriteByte(' ')
		tf.writeTuple(b, t.Results(), false, mode)
	}
}

func (tf *typeFacts) writeTuple(b *strings.Builder, t *types.Tuple, variadic bool, mode printMode) {
	b.WriteByte('(')
	for i := 0; i < t.Len(); i++ {
		if i > 0 {
			b.WriteString(", ")
		}
		pt := t.At(i).Type()
		if s, ok := unalias(pt).(*types.Slice); ok && variadic && i == t.Len()-1 {
			b.WriteString("...")
			pt = s.Elem()
		}
		tf.write(b, pt, mode)
	}
	b.WriteByte(')')
}

// ---- size and pointers
