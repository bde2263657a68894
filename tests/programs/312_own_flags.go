// Command-line flags by hand, with reflection over a struct with tags.
// Arguments: -v --count=12 -name bob -ratio 2.5 -list a,b -wait 1m30s rest -x
package main

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"
)

type options struct {
	Verbose bool          `flag:"v" help:"say more"`
	Count   int           `flag:"count" help:"how many" default:"5"`
	Name    string        `flag:"name" default:"nobody"`
	Ratio   float64       `flag:"ratio"`
	Small   uint8         `flag:"small" default:"7"`
	List    []string      `flag:"list"`
	Wait    time.Duration `flag:"wait" default:"1s"`
	hidden  int
}

var errUnknown = errors.New("unknown flag")

func set(v reflect.Value, s string) error {
	if v.Type() == reflect.TypeFor[time.Duration]() {
		d, err := time.ParseDuration(s)
		v.SetInt(int64(d))
		return err
	}
	switch v.Kind() {
	case reflect.Bool:
		b, err := strconv.ParseBool(s)
		v.SetBool(b)
		return err
	case reflect.Int:
		n, err := strconv.ParseInt(s, 0, v.Type().Bits())
		v.SetInt(n)
		return err
	case reflect.Uint8:
		n, err := strconv.ParseUint(s, 0, v.Type().Bits())
		v.SetUint(n)
		return err
	case reflect.Float64:
		f, err := strconv.ParseFloat(s, 64)
		v.SetFloat(f)
		return err
	case reflect.String:
		v.SetString(s)
	case reflect.Slice:
		v.Set(reflect.ValueOf(strings.Split(s, ",")))
	default:
		return fmt.Errorf("cannot set %v", v.Kind())
	}
	return nil
}

func parse(args []string, target any) (rest []string, err error) {
	v := reflect.ValueOf(target).Elem()
	fields := map[string]reflect.Value{}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, ok := f.Tag.Lookup("flag")
		if !ok {
			continue
		}
		fields[name] = v.Field(i)
		if d := f.Tag.Get("default"); d != "" {
			if err := set(v.Field(i), d); err != nil {
				return nil, err
			}
		}
	}
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		name, val, has := strings.Cut(strings.TrimLeft(args[0], "-"), "=")
		args = args[1:]
		f, ok := fields[name]
		switch {
		case !ok:
			return args, fmt.Errorf("%w: %s", errUnknown, name)
		case has:
		case f.Kind() == reflect.Bool:
			val = "true"
		case len(args) == 0:
			return nil, fmt.Errorf("-%s needs a value", name)
		default:
			val, args = args[0], args[1:]
		}
		if err := set(f, val); err != nil {
			return args, fmt.Errorf("-%s: %w", name, err)
		}
	}
	return args, nil
}

func main() {
	var o options
	rest, err := parse(os.Args[1:], &o)
	fmt.Printf("%+v %q %v\n", o, rest, err)
	for _, args := range [][]string{{}, {"-nope"}, {"-count"}, {"-count", "x"}, {"-small", "256"}, {"-v=maybe"}, {"-wait", "5"}, {"-count=-0x10", "-list=", "a"}} {
		var o options
		rest, err := parse(args, &o)
		fmt.Println(o, rest, err, errors.Is(err, errUnknown), errors.Is(err, strconv.ErrSyntax), errors.Is(err, strconv.ErrRange))
	}
}
