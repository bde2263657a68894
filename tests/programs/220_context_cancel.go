// Contexts: cancellation goes to children, causes, values, Done channels.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

type key string

func main() {
	root, cancel := context.WithCancel(context.Background())
	child, cancel2 := context.WithCancelCause(context.WithValue(root, key("user"), "ann"))
	grand := context.WithValue(child, key("id"), 7)
	fmt.Println(grand.Value(key("user")), grand.Value(key("id")), grand.Value("user"), root.Value(key("user")))
	fmt.Println(root.Err(), child.Err(), grand.Err())
	fmt.Println(root, context.Background(), context.TODO())
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() { <-grand.Done() })
	}
	cancel2(errors.New("the cause"))
	cancel2(errors.New("too late"))
	wg.Wait()
	fmt.Println(root.Err(), child.Err(), grand.Err(), context.Cause(grand), context.Cause(root))
	cancel()
	cancel()
	fmt.Println(root.Err(), context.Cause(root), errors.Is(root.Err(), context.Canceled))
	late, c3 := context.WithCancel(root)
	defer c3()
	<-late.Done()
	fmt.Println(late.Err())
	free := context.WithoutCancel(grand)
	fmt.Println(free.Err(), free.Value(key("user")), free.Done() == nil)
	ran := make(chan string, 1)
	ctx, c4 := context.WithCancel(context.Background())
	stop := context.AfterFunc(ctx, func() { ran <- "after func" })
	c4()
	fmt.Println(<-ran, stop())
	ctx, c5 := context.WithCancel(context.Background())
	stop = context.AfterFunc(ctx, func() { ran <- "never" })
	fmt.Println(stop(), stop())
	c5()
}
