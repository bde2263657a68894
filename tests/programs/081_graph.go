// Graph searches: breadth first, depth first, topological order, components, shortest paths.
package main

import "fmt"

type graph map[int][]int

func (g graph) edge(a, b int) { g[a] = append(g[a], b) }

func bfs(g graph, from int) []int {
	seen := map[int]bool{from: true}
	queue, order := []int{from}, []int{}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		order = append(order, n)
		for _, m := range g[n] {
			if !seen[m] {
				seen[m] = true
				queue = append(queue, m)
			}
		}
	}
	return order
}

func topo(g graph, n int) (order []int, cycle bool) {
	state := make([]byte, n)
	var visit func(int)
	visit = func(v int) {
		switch state[v] {
		case 1:
			cycle = true
		case 0:
			state[v] = 1
			for _, w := range g[v] {
				visit(w)
			}
			state[v] = 2
			order = append([]int{v}, order...)
		}
	}
	for v := range n {
		visit(v)
	}
	return
}

type union []int

func (u union) find(x int) int {
	for u[x] != x {
		u[x] = u[u[x]]
		x = u[x]
	}
	return x
}

type edge struct{ to, w int }

func dijkstra(adj [][]edge, from int) []int {
	const inf = 1<<63 - 1
	dist := make([]int, len(adj))
	done := make([]bool, len(adj))
	for i := range dist {
		dist[i] = inf
	}
	dist[from] = 0
	for range adj {
		best := -1
		for v, d := range dist {
			if !done[v] && d < inf && (best < 0 || d < dist[best]) {
				best = v
			}
		}
		if best < 0 {
			break
		}
		done[best] = true
		for _, e := range adj[best] {
			dist[e.to] = min(dist[e.to], dist[best]+e.w)
		}
	}
	return dist
}

func main() {
	g := graph{}
	for _, e := range [][2]int{{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}, {5, 4}} {
		g.edge(e[0], e[1])
	}
	fmt.Println(bfs(g, 0), bfs(g, 5))
	fmt.Println(topo(g, 6))
	g.edge(4, 0)
	_, cycle := topo(g, 6)
	fmt.Println(cycle)
	u := union{0, 1, 2, 3, 4}
	for _, p := range [][2]int{{0, 1}, {2, 3}, {1, 3}} {
		u[u.find(p[0])] = u.find(p[1])
	}
	fmt.Println(u.find(0) == u.find(2), u.find(4) == u.find(0), u)
	fmt.Println(dijkstra([][]edge{{{1, 4}, {2, 1}}, {{3, 1}}, {{1, 2}, {3, 5}}, {}, {}}, 0))
	// Floyd-Warshall.
	const no = 1000
	d := [4][4]int{{0, 3, no, 7}, {8, 0, 2, no}, {5, no, 0, 1}, {2, no, no, 0}}
	for k := range d {
		for i := range d {
			for j := range d {
				d[i][j] = min(d[i][j], d[i][k]+d[k][j])
			}
		}
	}
	fmt.Println(d)
}
