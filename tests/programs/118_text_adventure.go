// A world of rooms as maps of structs, commands as a table of functions.
package main

import "fmt"

type dir byte

const (
	north dir = 'n'
	south dir = 's'
	east  dir = 'e'
)

func (d dir) opposite() dir {
	switch d {
	case north:
		return south
	case south:
		return north
	}
	return 'w'
}

type room struct {
	name  string
	exits map[dir]*room
	items []string
}

type player struct {
	at    *room
	bag   map[string]int
	moves int
}

type command func(p *player, arg string) string

var commands map[string]command

func init() {
	commands = map[string]command{
		"go":   (*player).move,
		"take": (*player).take,
		"look": func(p *player, _ string) string { return fmt.Sprint(p.at.name, " ", p.at.items) },
		"help": func(*player, string) string { return fmt.Sprint(len(commands), " commands") },
	}
}

func (p *player) move(arg string) string {
	next, ok := p.at.exits[dir(arg[0])]
	if !ok {
		return "no way " + arg
	}
	p.at = next
	p.moves++
	return "you are in " + next.name
}

func (p *player) take(arg string) string {
	for i, it := range p.at.items {
		if it == arg {
			p.at.items = append(p.at.items[:i], p.at.items[i+1:]...)
			p.bag[arg]++
			return "taken"
		}
	}
	return "no " + arg
}

func connect(a, b *room, d dir) {
	for _, r := range []*room{a, b} {
		if r.exits == nil {
			r.exits = make(map[dir]*room)
		}
	}
	a.exits[d], b.exits[d.opposite()] = b, a
}

func (p *player) do(line string) (out string) {
	defer func() {
		if r := recover(); r != nil {
			out = fmt.Sprint("error: ", r)
		}
	}()
	cmd, arg := line, ""
	for i := range line {
		if line[i] == ' ' {
			cmd, arg = line[:i], line[i+1:]
			break
		}
	}
	if f, ok := commands[cmd]; ok {
		return f(p, arg)
	}
	return "what is " + cmd + "?"
}

func main() {
	hall, cellar := &room{name: "hall", items: []string{"lamp", "key", "lamp"}}, &room{name: "cellar"}
	connect(hall, cellar, south)
	connect(hall, &room{name: "garden"}, east)
	p := &player{at: hall, bag: map[string]int{}}
	for _, l := range []string{"look", "take lamp", "take lamp", "take lamp", "look", "go s", "go s", "go n", "go east", "go w", "help", "dance", "go"} {
		fmt.Println(">", l, "->", p.do(l))
	}
	fmt.Println(p.bag, p.moves, p.at.name)
}
