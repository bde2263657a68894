// Publish and subscribe: topics, slow subscribers that lose messages, unsubscribing.
package main

import (
	"fmt"
	"sync"
)

type broker struct {
	mu   sync.RWMutex
	subs map[string][]chan string
	lost int
}

func (b *broker) subscribe(topic string, n int) (<-chan string, func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := make(chan string, n)
	if b.subs == nil {
		b.subs = map[string][]chan string{}
	}
	b.subs[topic] = append(b.subs[topic], c)
	return c, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for i, s := range b.subs[topic] {
			if s == c {
				b.subs[topic] = append(b.subs[topic][:i:i], b.subs[topic][i+1:]...)
				close(c)
				return
			}
		}
	}
}

func (b *broker) publish(topic, msg string) (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.subs[topic] {
		select {
		case c <- msg:
			n++
		default:
			b.lost++
		}
	}
	return
}

func main() {
	var b broker
	fast, stopFast := b.subscribe("news", 10)
	slow, stopSlow := b.subscribe("news", 2)
	other, _ := b.subscribe("sport", 1)
	for i := range 4 {
		fmt.Print(b.publish("news", fmt.Sprint("n", i)), " ")
	}
	fmt.Println(b.publish("none", "x"), b.lost)
	stopSlow()
	stopSlow()
	fmt.Println(b.publish("news", "last"), b.publish("sport", "goal"))
	stopFast()
	for _, c := range []<-chan string{fast, slow} {
		for m := range c {
			fmt.Print(m, " ")
		}
		fmt.Println()
	}
	fmt.Println(<-other, len(b.subs["news"]))
}
