// Locks, once and atomics embedded in structs and arrays, used through methods and pointers.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type shard struct {
	sync.RWMutex
	m map[string]int
}

type sharded struct {
	shards [4]shard
	ops    atomic.Int64
	init   sync.Once
}

func (s *sharded) shard(k string) *shard {
	s.init.Do(func() {
		for i := range s.shards {
			s.shards[i].m = map[string]int{}
		}
	})
	h := uint32(2166136261)
	for i := range len(k) {
		h = (h ^ uint32(k[i])) * 16777619
	}
	return &s.shards[h%4]
}

func (s *sharded) add(k string, n int) int {
	s.ops.Add(1)
	sh := s.shard(k)
	sh.Lock()
	defer sh.Unlock()
	sh.m[k] += n
	return sh.m[k]
}

func (s *sharded) get(k string) (int, bool) {
	sh := s.shard(k)
	sh.RLock()
	defer sh.RUnlock()
	v, ok := sh.m[k]
	return v, ok
}

func (s *sharded) total() (n, keys int) {
	for i := range s.shards {
		sh := &s.shards[i]
		sh.RLock()
		for _, v := range sh.m {
			n += v
			keys++
		}
		sh.RUnlock()
	}
	return
}

func main() {
	var s sharded
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for j := range 10 {
				s.add(fmt.Sprint("key", (i+j)%15), j)
			}
		})
	}
	wg.Wait()
	fmt.Println(s.total())
	fmt.Println(s.get("key3"))
	fmt.Println(s.get("none"))
	fmt.Println(s.ops.Load(), s.add("key3", 1000))
	counters := map[string]*atomic.Int32{"a": {}, "b": {}}
	arr := [3]atomic.Uint64{}
	for i := range 30 {
		wg.Go(func() {
			counters[string(rune('a'+i%2))].Add(1)
			arr[i%3].Add(uint64(i))
		})
	}
	wg.Wait()
	fmt.Println(counters["a"].Load(), counters["b"].Load(), arr[0].Load(), arr[1].Load(), arr[2].Load())
}
