// A configuration with defaults, validation and custom types, decoded from JSON and encoded again.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

type Duration struct{ time.Duration }

func (d *Duration) UnmarshalJSON(b []byte) (err error) {
	var s string
	if err = json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("duration: %w", err)
	}
	d.Duration, err = time.ParseDuration(s)
	return
}

func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

type Level int

const (
	Debug Level = iota
	Info
	Warn
)

var levels = []string{"debug", "info", "warn"}

func (l Level) MarshalText() ([]byte, error) { return []byte(levels[l]), nil }
func (l *Level) UnmarshalText(b []byte) error {
	i := slices.Index(levels, string(b))
	if i < 0 {
		return fmt.Errorf("unknown level %q", b)
	}
	*l = Level(i)
	return nil
}

type Config struct {
	Name    string        `json:"name"`
	Timeout Duration      `json:"timeout"`
	Level   Level         `json:"level"`
	Limits  map[Level]int `json:"limits,omitempty"`
	Servers []struct {
		Host string `json:"host"`
		Port uint16 `json:"port"`
	} `json:"servers"`
	Extra map[string]json.RawMessage `json:"extra,omitempty"`
}

func (c *Config) validate() error {
	var errs []error
	if strings.TrimSpace(c.Name) == "" {
		errs = append(errs, errors.New("no name"))
	}
	for i, s := range c.Servers {
		if s.Port == 0 {
			errs = append(errs, fmt.Errorf("server %d (%s) has no port", i, s.Host))
		}
	}
	return errors.Join(errs...)
}

func load(s string) (*Config, error) {
	c := &Config{Timeout: Duration{5 * time.Second}, Level: Info}
	if err := json.Unmarshal([]byte(s), c); err != nil {
		return nil, err
	}
	return c, c.validate()
}

func main() {
	for _, s := range []string{
		`{"name": "svc", "timeout": "1m30s", "level": "warn", "limits": {"debug": 1, "info": 2}, "servers": [{"host": "a", "port": 80}], "extra": {"z": [1, 2], "a": {"k": null}}}`,
		`{"name": " ", "servers": [{"host": "x"}, {"host": "y", "port": 1}, {}]}`,
		`{"timeout": 5}`, `{"timeout": "5 parsecs"}`, `{"level": "loud"}`, `{"servers": [{"port": 70000}]}`, `{"limits": {"none": 1}}`,
	} {
		c, err := load(s)
		if err != nil {
			fmt.Printf("%q\n", err.Error())
			continue
		}
		b, err := json.Marshal(c)
		fmt.Println(string(b), err, c.Timeout.Seconds(), slices.Sorted(maps.Keys(c.Extra)))
	}
}
