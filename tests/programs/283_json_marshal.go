// Package encoding/json: marshalling of all kinds of values.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"time"
)

type Inner struct {
	A int `json:"a"`
	B string
}

type Outer struct {
	Inner
	Name    string          `json:"name"`
	Skip    int             `json:"-"`
	Empty   string          `json:"empty,omitempty"`
	Zero    time.Time       `json:"zero,omitzero"`
	Str     int             `json:"str,string"`
	Ptr     *Inner          `json:"ptr"`
	Map     map[string]any  `json:"map"`
	IntKeys map[int]bool    `json:"int_keys,omitempty"`
	Bytes   []byte          `json:"bytes"`
	Arr     [2]float64      `json:"arr"`
	Nil     []int           `json:"nil"`
	Any     any             `json:"any"`
	Raw     json.RawMessage `json:"raw"`
	private int
}

type Color int

func (c Color) MarshalText() ([]byte, error) {
	if c < 0 {
		return nil, errors.New("negative colour")
	}
	return []byte(fmt.Sprintf("color-%d", int(c))), nil
}

type Point struct{ x, y int }

func (p Point) MarshalJSON() ([]byte, error) { return json.Marshal([]int{p.x, p.y}) }

func main() {
	o := Outer{Inner: Inner{1, "b"}, Name: "n\"<é>\n\u2028", Str: 5, Map: map[string]any{"z": 1.5, "a": nil, "m": []any{true, "x"}}, IntKeys: map[int]bool{10: true, 9: false},
		Bytes: []byte("hi!"), Arr: [2]float64{1e21, 0.000001}, Any: Point{1, 2}, Raw: json.RawMessage(`{"k": [1, 2]}`)}
	b, err := json.Marshal(o)
	fmt.Println(string(b), err)
	b, _ = json.MarshalIndent(map[string]any{"b": []int{1, 2}, "a": map[string]int{}, "c": []string{}, "d": Inner{}}, ">", "  ")
	fmt.Println(string(b))
	for _, v := range []any{nil, 1, -1.5, "s", true, []int(nil), map[string]int(nil), [0]int{}, Color(3), map[Color]int{1: 2}, 1e6, 1e-7, float32(0.1), uint64(math.MaxUint64), 'x', &o.Inner, struct{}{}, time.Second, time.Unix(0, 0).UTC()} {
		b, err := json.Marshal(v)
		fmt.Println(string(b), err)
	}
	for _, v := range []any{make(chan int), math.NaN(), func() {}, map[float64]int{1: 1}, Color(-1), []any{1, complex(1, 2)}} {
		_, err := json.Marshal(v)
		var ut *json.UnsupportedTypeError
		fmt.Println(err, errors.As(err, &ut))
	}
	e := json.NewEncoder(os.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	e.Encode([]string{"<a>", "&"})
	fmt.Println(json.Valid([]byte(`{"a":[1,2,{}]}`)), json.Valid([]byte(`{a:1}`)))
}
