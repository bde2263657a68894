// CSV in, grouped report out, with rounding and time parsing.
package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

type sale struct {
	day    time.Time
	region string
	amount float64
	units  int
}

func parse(r io.Reader) (sales []sale, errs []error) {
	cr := csv.NewReader(r)
	cr.FieldsPerRecord = 4
	header, err := cr.Read()
	if err != nil {
		return nil, []error{err}
	}
	fmt.Println(strings.Join(header, "|"))
	for {
		rec, err := cr.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		line, _ := cr.FieldPos(0)
		day, e1 := time.Parse(time.DateOnly, rec[0])
		amount, e2 := strconv.ParseFloat(strings.ReplaceAll(rec[2], ",", ""), 64)
		units, e3 := strconv.Atoi(rec[3])
		if e := cmp.Or(e1, e2, e3); e != nil {
			errs = append(errs, fmt.Errorf("line %d: %w", line, e))
			continue
		}
		sales = append(sales, sale{day, strings.ToLower(rec[1]), amount, units})
	}
}

func main() {
	sales, errs := parse(os.Stdin)
	for _, e := range errs {
		fmt.Println("skipped:", e)
	}
	type key struct {
		region string
		month  time.Month
	}
	totals := map[key]*struct {
		sum   float64
		units int
		max   sale
	}{}
	var keys []key
	for _, s := range sales {
		k := key{s.region, s.day.Month()}
		if totals[k] == nil {
			totals[k] = new(struct {
				sum   float64
				units int
				max   sale
			})
			keys = append(keys, k)
		}
		t := totals[k]
		t.sum += s.amount
		t.units += s.units
		if s.amount > t.max.amount {
			t.max = s
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(strings.Compare(a.region, b.region), cmp.Compare(a.month, b.month))
	})
	for _, k := range keys {
		t := totals[k]
		fmt.Printf("%-6s %-9v %10.2f %4d %7.1f best on %s\n", k.region, k.month, t.sum, t.units, math.Round(t.sum/float64(t.units)*10)/10, t.max.day.Format("Mon 2 Jan"))
	}
	if len(sales) > 1 {
		fmt.Println(sales[len(sales)-1].day.Sub(sales[0].day))
	}
}
