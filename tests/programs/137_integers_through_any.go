// Numbers in interfaces: comparison by type and value, arithmetic after assertion, generic sums of mixed values.
package main

import "fmt"

type myInt int

func sum(vs ...any) (i int64, f float64, other []string) {
	for _, v := range vs {
		switch x := v.(type) {
		case int:
			i += int64(x)
		case int8, int16:
			i += 1000
		case int32:
			i += int64(x)
		case uint8:
			i += int64(x + 10)
		case uint64:
			i += int64(x)
		case float32:
			f += float64(x)
		case float64:
			f += x
		case complex128:
			f += real(x)
		default:
			other = append(other, fmt.Sprintf("%T=%v", x, x))
		}
	}
	return
}

func same(a, b any) string {
	if a == b {
		return "same"
	}
	return fmt.Sprintf("%T!=%T", a, b)
}

func incr(v any) any {
	switch x := v.(type) {
	case int:
		return x + 1
	case int8:
		return x + 1
	case uint8:
		return x + 1
	case float32:
		return x + 0.1
	case string:
		return x + "1"
	case *int:
		*x++
		return x
	case []int:
		return append(x, len(x))
	case map[string]int:
		x["n"]++
		return x
	case func() any:
		return incr(x())
	case error:
		return fmt.Errorf("%w+1", x)
	}
	return nil
}

func main() {
	fmt.Println(sum(1, int8(2), 'a', uint8(250), uint64(1<<63), float32(0.5), 2.25, 1+2i, myInt(5), uint(7), "s", nil, true))
	fmt.Println(same(1, 1), same(1, int64(1)), same(1, 1.0), same(myInt(1), 1), same(byte(1), uint8(1)), same('a', int32(97)), same(1.5, float32(1.5)), same("a", "a"))
	n := 41
	fmt.Println(incr(1), incr(int8(127)), incr(uint8(255)), incr(float32(0.2)), incr("x"), *incr(&n).(*int), incr([]int{5}), incr(map[string]int{}), incr(nil))
	fmt.Println(incr(func() any { return func() any { return 7 } }), incr(fmt.Errorf("e")))
	vals := []any{3, 1.5, "b", 1, 2.5, "a", nil}
	rank := func(v any) int {
		switch v.(type) {
		case nil:
			return 0
		case int, float64:
			return 1
		}
		return 2
	}
	less := func(a, b any) bool {
		if ra, rb := rank(a), rank(b); ra != rb {
			return ra < rb
		}
		num := func(v any) float64 {
			if i, ok := v.(int); ok {
				return float64(i)
			}
			f, _ := v.(float64)
			return f
		}
		if rank(a) == 1 {
			return num(a) < num(b)
		}
		sa, _ := a.(string)
		sb, _ := b.(string)
		return sa < sb
	}
	for i := range vals {
		for j := i; j > 0 && less(vals[j], vals[j-1]); j-- {
			vals[j], vals[j-1] = vals[j-1], vals[j]
		}
	}
	fmt.Println(vals...)
	var x any = n
	n = 100
	y, _ := x.(int)
	fmt.Println(x, y, n, x == 42, x == any(uint(42)))
}
