// Reflection comes from a value to a pointer type that the program never mentions.
package main

import (
	"encoding/json"
	"fmt"
)

type P struct{ x, y int }

func (p P) MarshalJSON() ([]byte, error) { return []byte("1"), nil }

type R struct{ Any any }

func main() {
	b, err := json.Marshal(R{P{1, 2}})
	fmt.Println(string(b), err)
}
