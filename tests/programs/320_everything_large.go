// A simulation with a priority queue of events, queues, statistics, random numbers from a fixed seed, and a report.
package main

import (
	"container/heap"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand"
	"os"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

type event struct {
	at  time.Duration
	seq int
	do  func()
}

type agenda []event

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return a[i].at < a[j].at || a[i].at == a[j].at && a[i].seq < a[j].seq
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(event)) }
func (a *agenda) Pop() (x any) {
	n := len(*a) - 1
	x, *a = (*a)[n], (*a)[:n]
	return
}

var errFull = errors.New("queue full")

type stats struct {
	n        int
	mean, m2 float64
	histo    map[int]int
}

func (s *stats) add(x float64) {
	s.n++
	d := x - s.mean
	s.mean += d / float64(s.n)
	s.m2 += d * (x - s.mean)
	if s.histo == nil {
		s.histo = map[int]int{}
	}
	s.histo[int(math.Log2(1+x))]++
}

type shop struct {
	now   time.Duration
	seq   int
	ag    agenda
	rnd   *rand.Rand
	queue []time.Duration
	free  int
	limit int
	wait  stats
	errs  map[error]int
}

func (s *shop) after(d time.Duration, f func()) {
	s.seq++
	heap.Push(&s.ag, event{s.now + d, s.seq, f})
}

func (s *shop) exp(mean time.Duration) time.Duration {
	return time.Duration(s.rnd.ExpFloat64() * float64(mean)).Round(time.Millisecond)
}

func (s *shop) arrive() {
	if s.now < 8*time.Hour {
		s.after(s.exp(3*time.Minute), s.arrive)
	}
	if len(s.queue) >= s.limit {
		s.errs[errFull]++
		return
	}
	s.queue = append(s.queue, s.now)
	s.serve()
}

func (s *shop) serve() {
	if s.free == 0 || len(s.queue) == 0 {
		return
	}
	s.free--
	s.wait.add((s.now - s.queue[0]).Seconds())
	s.queue = s.queue[1:]
	s.after(s.exp(5*time.Minute), func() { s.free++; s.serve() })
}

func run(seed int64, servers int) *shop {
	s := &shop{rnd: rand.New(rand.NewSource(seed)), free: servers, limit: 6, errs: map[error]int{}}
	s.after(0, s.arrive)
	for s.ag.Len() > 0 {
		e := heap.Pop(&s.ag).(event)
		s.now = e.at
		e.do()
	}
	return s
}

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	results := map[[2]int]*shop{}
	for servers := 1; servers <= 3; servers++ {
		for seed := range 2 {
			wg.Go(func() {
				s := run(int64(seed), servers)
				mu.Lock()
				defer mu.Unlock()
				results[[2]int{servers, seed}] = s
			})
		}
	}
	wg.Wait()
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "servers\tseed\tserved\tlost\tmean wait\tdeviation\tend\twaits")
	for _, k := range slices.SortedFunc(maps.Keys(results), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		s := results[k]
		var bars []string
		for _, b := range slices.Sorted(maps.Keys(s.wait.histo)) {
			bars = append(bars, fmt.Sprintf("%d:%d", b, s.wait.histo[b]))
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%.2f\t%.2f\t%v\t%s\n", k[0], k[1], s.wait.n, s.errs[errFull], s.wait.mean, math.Sqrt(s.wait.m2/float64(max(1, s.wait.n-1))), s.now.Round(time.Second), strings.Join(bars, " "))
	}
	w.Flush()
}
