// A pool of workers with jobs, results and collected errors.
package main

import (
	"errors"
	"fmt"
	"sort"
	"sync"
)

type job struct{ id, n int }
type result struct {
	job
	sum int
	err error
}

var errOdd = errors.New("multiple of seven")

func work(j job) (r result) {
	r.job = j
	if j.n%7 == 0 {
		r.err = fmt.Errorf("job %d: %w", j.id, errOdd)
		return
	}
	for i := range j.n {
		r.sum += i
	}
	return
}

func main() {
	jobs, results := make(chan job), make(chan result, 4)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for j := range jobs {
				results <- work(j)
			}
		})
	}
	go func() {
		for i := range 20 {
			jobs <- job{i, i*3 + 1}
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	var all []result
	for r := range results {
		all = append(all, r)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].id < all[j].id })
	for _, r := range all {
		if r.err != nil {
			fmt.Println(r.err, errors.Is(r.err, errOdd))
			continue
		}
		fmt.Print(r.id, "=", r.sum, " ")
	}
	fmt.Println(len(all))
}
