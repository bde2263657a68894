// Package time: durations, dates, formatting and parsing, arithmetic.
package main

import (
	"fmt"
	"time"
)

func main() {
	for _, d := range []time.Duration{0, 1, 1500, 2 * time.Millisecond, 90 * time.Second, 36*time.Hour + 5*time.Minute, -time.Second, 1<<63 - 1} {
		fmt.Println(d, d.Seconds(), d.Milliseconds(), d.Round(time.Second), d.Truncate(time.Minute))
	}
	d, err := time.ParseDuration("1h15m30.5s")
	fmt.Println(d, err, d.Hours(), d.Minutes())
	_, err = time.ParseDuration("1x")
	fmt.Println(err)
	t := time.Date(2024, time.February, 29, 23, 59, 58, 123456789, time.UTC)
	fmt.Println(t, t.Unix(), t.UnixNano(), t.Weekday(), t.YearDay(), t.Month(), t.Nanosecond())
	for _, l := range []string{time.RFC3339, time.RFC3339Nano, time.RFC1123, time.Kitchen, time.ANSIC, time.DateOnly, time.TimeOnly, "Jan _2 06 03:04PM .000", "2006-002 Monday", "02/01/2006 15h04"} {
		fmt.Println(t.Format(l))
	}
	fmt.Println(t.Add(2*time.Second), t.AddDate(1, 0, 0), t.AddDate(0, 1, 1), t.Truncate(time.Hour))
	y, w := t.ISOWeek()
	fmt.Println(y, w, t.After(t.Add(-1)), t.Before(t), t.Equal(t.In(time.FixedZone("X", 3600))), t.Sub(time.Unix(0, 0)))
	p, err := time.Parse("2006-01-02 15:04:05 -0700", "2023-12-25 08:30:00 +0530")
	fmt.Println(p, err, p.UTC())
	_, err = time.Parse(time.DateOnly, "2023-13-01")
	fmt.Println(err)
	_, err = time.Parse(time.DateOnly, "hello")
	fmt.Println(err)
	z := time.FixedZone("EST", -5*3600)
	n := time.Date(2023, 14, 35, 25, 61, 0, 0, z)
	fmt.Println(n, n.UTC(), n.Location())
	name, off := n.Zone()
	var zero time.Time
	fmt.Println(name, off, zero, zero.IsZero(), zero.Unix(), time.Unix(1e9, 5).UTC(), time.UnixMilli(1700000000123).UTC())
	b, _ := t.MarshalJSON()
	var u time.Time
	fmt.Println(string(b), u.UnmarshalJSON(b), u.Equal(t), t.Compare(zero), time.March, time.Saturday, time.Month(13))
	fmt.Printf("%v %s %d %T\n", time.Second, time.Minute, time.Millisecond, time.Hour)
}
