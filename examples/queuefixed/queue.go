// Package queue hands jobs to workers.
package queue

import "sync"

// Queue is a queue of jobs.
type Queue struct {
	mu     sync.Mutex
	jobs   chan func()
	closed bool
}

// New starts a queue with n workers.
func New(n int) *Queue {
	q := &Queue{jobs: make(chan func(), n)}
	for range n {
		go func() {
			for job := range q.jobs {
				job()
			}
		}()
	}
	return q
}

// Add adds a job; it says whether the queue was still open.
func (q *Queue) Add(job func()) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.jobs <- job
	return true
}

// Close closes the queue.
func (q *Queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.closed = true
		close(q.jobs)
	}
}
