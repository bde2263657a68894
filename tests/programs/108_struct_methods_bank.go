// A small bank: errors, maps of pointers, value and pointer methods, rollback with defer.
package main

import (
	"errors"
	"fmt"
)

type Money int64

func (m Money) String() string { return fmt.Sprintf("%d.%02d", int64(m)/100, int64(m)%100) }

type Account struct {
	ID      string
	Balance Money
	History []Entry
}

type Entry struct {
	Amount Money
	Note   string
}

var ErrFunds = errors.New("insufficient funds")

type LimitError struct {
	Limit, Asked Money
}

func (e *LimitError) Error() string { return fmt.Sprintf("limit %v, asked %v", e.Limit, e.Asked) }

func (a *Account) post(m Money, note string) error {
	if a.Balance+m < 0 {
		return fmt.Errorf("account %s: %w", a.ID, ErrFunds)
	}
	if m > 100_000 {
		return &LimitError{100_000, m}
	}
	a.Balance += m
	a.History = append(a.History, Entry{m, note})
	return nil
}

type Bank map[string]*Account

func (b Bank) transfer(from, to string, m Money) (err error) {
	f, ok := b[from]
	if !ok {
		return fmt.Errorf("no account %q", from)
	}
	before := *f
	defer func() {
		if r := recover(); r != nil {
			*f = before
			err = fmt.Errorf("rolled back: %v", r)
		}
	}()
	if err = f.post(-m, "to "+to); err != nil {
		return
	}
	if err := b[to].post(m, "from "+from); err != nil {
		*f = before
		return err
	}
	return
}

func main() {
	b := Bank{"a": {ID: "a", Balance: 50_000}, "b": {ID: "b"}}
	fmt.Println(b.transfer("a", "b", 12_345))
	fmt.Println(b.transfer("b", "a", 99_999))
	fmt.Println(b.transfer("x", "a", 1))
	fmt.Println(b.transfer("a", "nobody", 100))
	b["a"].Balance = 10_000_000
	err := b.transfer("a", "b", 200_000)
	var le *LimitError
	fmt.Println(err, errors.As(err, &le), le.Asked)
	fmt.Println(errors.Is(b.transfer("b", "a", 9999999), ErrFunds))
	for _, id := range []string{"a", "b"} {
		fmt.Printf("%+v\n", *b[id])
	}
}
