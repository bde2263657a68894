// Package encoding/json: unmarshalling, and its errors.
// Vet: it also passes targets that are not pointers.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

type Addr struct{ Street, City string }

type Person struct {
	Name   string
	Age    int8
	Email  *string `json:"email"`
	Tags   []string
	Addr   Addr
	Extra  map[string]any
	Scores [3]float64
	Any    any
	Num    json.Number
	Quoted bool `json:",string"`
	*Embedded
}

type Embedded struct{ Deep int }

type Upper string

func (u *Upper) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		return errors.New("empty upper")
	}
	*u = Upper(strings.ToUpper(string(b)))
	return nil
}

type Flexible []string

func (f *Flexible) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		*f = Flexible{string(b[1 : len(b)-1])}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(f))
}

func main() {
	var p Person
	err := json.Unmarshal([]byte(`{"name": "Ann\u00e9", "AGE": 42, "email": "a@b", "Tags": ["x", null], "addr": {"street": "S"}, "Extra": {"k": [1, {"z": null}]},
		"Scores": [1, 2], "Any": 1e3, "Num": 12345678901234567890, "Quoted": "true", "Deep": 7, "unknown": [[]]}`), &p)
	fmt.Println(err, p.Name, p.Age, *p.Email, p.Tags, p.Addr, p.Extra, p.Scores, p.Any, p.Num, p.Quoted, p.Deep)
	for _, s := range []string{`{"Age": 300}`, `{"Age": "x"}`, `{"Name": 5, "Age": 9}`, `{"Name": "a"`, `{"Name" "a"}`, `[1]`, ``, `{"Tags": {"a": 1}}`, `{"Age": 1.5}`, `{} x`, `{"Name": "\q"}`, `nul`} {
		var q Person
		err := json.Unmarshal([]byte(s), &q)
		var se *json.SyntaxError
		var te *json.UnmarshalTypeError
		fmt.Println(err, errors.As(err, &se), errors.As(err, &te), q.Age)
	}
	var v any
	json.Unmarshal([]byte(`{"a": [1, "b", true, null, {"c": 2.5}], "d": "\ud83d\ude00\ud800"}`), &v)
	fmt.Println(v)
	var u map[Upper]Upper
	fmt.Println(json.Unmarshal([]byte(`{"key": "val"}`), &u), u, json.Unmarshal([]byte(`{"a": ""}`), &u))
	var f []Flexible
	fmt.Println(json.Unmarshal([]byte(`["one", ["a", "b"]]`), &f), f)
	fmt.Println(json.Unmarshal([]byte(`1`), nil), json.Unmarshal([]byte(`1`), p))
	d := json.NewDecoder(strings.NewReader(`{"a": 1} {"a": 2} [3] x`))
	for {
		var v any
		if err := d.Decode(&v); err != nil {
			fmt.Println(err, err == io.EOF)
			break
		}
		fmt.Println(v, d.InputOffset())
	}
	d = json.NewDecoder(strings.NewReader(`{"a": 1, "zz": 2}`))
	d.DisallowUnknownFields()
	d.UseNumber()
	fmt.Println(d.Decode(&struct{ A any }{}))
	d = json.NewDecoder(strings.NewReader(`[{"k": 1.5}, "s"]`))
	for {
		t, err := d.Token()
		if err != nil {
			break
		}
		fmt.Printf("%T:%v more=%v ", t, t, d.More())
	}
	fmt.Println()
	var out bytes.Buffer
	fmt.Println(json.Compact(&out, []byte(` { "a" : [ 1 , 2 ] } `)), out.String(), json.Indent(&out, []byte(`{`), "", " "))
	var arr = []int{9, 9, 9, 9}
	m := map[string]int{"keep": 1}
	fmt.Println(json.Unmarshal([]byte(`[1,2]`), &arr), arr, json.Unmarshal([]byte(`{"new": 2}`), &m), m)
}
