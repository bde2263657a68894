// A calendar printed with time, strings and fmt; leap years, weeks, durations between dates.
package main

import (
	"fmt"
	"strings"
	"time"
)

func month(y int, m time.Month) []string {
	first := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	lines := []string{fmt.Sprintf("%-20s", fmt.Sprintf("%*s", (20+len(m.String()))/2, m)), "Mo Tu We Th Fr Sa Su"}
	offset := (int(first.Weekday()) + 6) % 7
	line := strings.Repeat("   ", offset)
	for d := first; d.Month() == m; d = d.AddDate(0, 0, 1) {
		line += fmt.Sprintf("%2d ", d.Day())
		if d.Weekday() == time.Sunday {
			lines = append(lines, fmt.Sprintf("%-20s", strings.TrimRight(line, " ")))
			line = ""
		}
	}
	return append(lines, fmt.Sprintf("%-20s", strings.TrimRight(line, " ")))
}

func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(y, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

func main() {
	months := [][]string{month(2024, time.January), month(2024, time.February), month(2024, time.March)}
	for i := range 8 {
		var row []string
		for _, m := range months {
			if i < len(m) {
				row = append(row, m[i])
			} else {
				row = append(row, strings.Repeat(" ", 20))
			}
		}
		fmt.Println(strings.TrimRight(strings.Join(row, "   "), " "))
	}
	for _, y := range []int{1999, 2000, 2024, 2100} {
		e := easter(y)
		last := time.Date(y, time.December, 31, 12, 0, 0, 0, time.UTC)
		_, w := last.ISOWeek()
		fmt.Println(y, e.Format("Mon Jan 2"), last.YearDay(), w, e.AddDate(0, 0, 49).Format(time.DateOnly))
	}
	birth := time.Date(1990, 2, 28, 6, 30, 0, 0, time.FixedZone("CET", 3600))
	for _, s := range []string{"2024-02-28T05:29:59Z", "2024-02-28T05:30:00Z", "2024-02-29T00:00:00+14:00"} {
		t, err := time.Parse(time.RFC3339, s)
		age := t.In(birth.Location()).Year() - birth.Year()
		if t.Before(birth.AddDate(age, 0, 0)) {
			age--
		}
		fmt.Println(age, err, t.Sub(birth).Round(time.Hour), t.In(birth.Location()).Format(time.RFC822Z))
	}
	var fri13 []string
	for d := time.Date(2023, 1, 13, 0, 0, 0, 0, time.UTC); d.Year() < 2027; d = d.AddDate(0, 1, 0) {
		if d.Weekday() == time.Friday {
			fri13 = append(fri13, d.Format("2006-01"))
		}
	}
	fmt.Println(fri13)
}
