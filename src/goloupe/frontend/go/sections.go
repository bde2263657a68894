package main

// The file that columns become: a header, and a section for each column.

import (
	"encoding/binary"
	"encoding/json"
)

type header struct {
	Schema     int                 `json:"schema"`
	Path       string              `json:"path"`
	Name       string              `json:"name"`
	Dir        string              `json:"dir"`
	Root       bool                `json:"root"`
	GoVersion  string              `json:"goversion"`
	Lang       string              `json:"lang"`
	GOARCH     string              `json:"goarch"`
	Hash       string              `json:"hash"`
	Sections   map[string][3]int   `json:"sections"`
	Files      []string            `json:"files"`
	FuncsOrder []int32             `json:"funcs_order"`
	Needs      map[string][]string `json:"needs"`
	Notes      [][4]any            `json:"notes"`
}

// section appends one column to the body.
type sections struct {
	body []byte
	at   map[string][3]int
}

func (s *sections) add(name string, count, width int, put func([]byte) []byte) {
	for len(s.body)%8 != 0 {
		s.body = append(s.body, 0)
	}
	s.at[name] = [3]int{len(s.body), count, width}
	s.body = put(s.body)
}

func i32s(v []int32) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, uint32(x))
		}
		return b
	}
}

func u32s(v []uint32) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, x)
		}
		return b
	}
}

func i64s(v []int64) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint64(b, uint64(x))
		}
		return b
	}
}

func i16s(v []int16) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint16(b, uint16(x))
		}
		return b
	}
}

func u16s(v []uint16) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint16(b, x)
		}
		return b
	}
}

func raw(v []byte) func([]byte) []byte {
	return func(b []byte) []byte { return append(b, v...) }
}

// assemble puts header and columns together. Offsets in the header count
// from the start of the file, so its length is settled first.
func assemble(h header, body []byte) ([]byte, error) {
	base := 0
	for {
		shifted := h
		shifted.Sections = map[string][3]int{}
		for k, v := range h.Sections {
			shifted.Sections[k] = [3]int{v[0] + base, v[1], v[2]}
		}
		js, err := json.Marshal(shifted)
		if err != nil {
			return nil, err
		}
		need := 8 + len(js)
		need += (8 - need%8) % 8
		if need <= base {
			out := make([]byte, 0, base+len(body))
			out = append(out, "GLC1"...)
			out = binary.LittleEndian.AppendUint32(out, uint32(base-8))
			out = append(out, js...)
			for len(out) < base {
				out = append(out, ' ')
			}
			return append(out, body...), nil
		}
		base = need + 64
		base += (8 - base%8) % 8
	}
}
