// Strings as sets, stacks, keys and numbers: small puzzles.
package main

import "fmt"

func balanced(s string) bool {
	var stack []rune
	pairs := map[rune]rune{')': '(', ']': '[', '}': '{'}
	for _, r := range s {
		switch r {
		case '(', '[', '{':
			stack = append(stack, r)
		case ')', ']', '}':
			if len(stack) == 0 || stack[len(stack)-1] != pairs[r] {
				return false
			}
			stack = stack[:len(stack)-1]
		}
	}
	return len(stack) == 0
}

func anagrams(words []string) (groups [][]string) {
	index := map[[26]uint8]int{}
	for _, w := range words {
		var key [26]uint8
		for i := range len(w) {
			key[w[i]-'a']++
		}
		if g, ok := index[key]; ok {
			groups[g] = append(groups[g], w)
		} else {
			index[key] = len(groups)
			groups = append(groups, []string{w})
		}
	}
	return
}

func addDecimal(a, b string) string {
	out := []byte{}
	carry := byte(0)
	for i, j := len(a)-1, len(b)-1; i >= 0 || j >= 0 || carry > 0; i, j = i-1, j-1 {
		d := carry
		if i >= 0 {
			d += a[i] - '0'
		}
		if j >= 0 {
			d += b[j] - '0'
		}
		out = append(out, '0'+d%10)
		carry = d / 10
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return string(out)
}

func longest(s string) string {
	last := map[rune]int{}
	start, best := 0, ""
	for i, r := range s {
		if p, ok := last[r]; ok && p >= start {
			start = p + len(string(r))
		}
		last[r] = i
		if cur := s[start : i+len(string(r))]; len(cur) > len(best) {
			best = cur
		}
	}
	return best
}

func lookAndSay(s string, n int) string {
	for range n {
		next := ""
		for i := 0; i < len(s); {
			j := i
			for j < len(s) && s[j] == s[i] {
				j++
			}
			next += fmt.Sprintf("%d%c", j-i, s[i])
			i = j
		}
		s = next
	}
	return s
}

func luhn(s string) bool {
	sum, odd := 0, len(s)%2
	for i, c := range s {
		d := int(c - '0')
		if i%2 == odd {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func main() {
	fmt.Println(balanced("{[()]}x"), balanced("(]"), balanced("(("), balanced(""))
	fmt.Println(anagrams([]string{"tea", "eat", "tan", "ate", "nat", "bat"}))
	fmt.Println(addDecimal("99999999999999999999", "1"), addDecimal("123", "9877"), addDecimal("", ""))
	fmt.Printf("%q %q %q\n", longest("abcabcbb"), longest("日本語日本"), longest(""))
	fmt.Println(lookAndSay("1", 8))
	fmt.Println(luhn("79927398713"), luhn("79927398710"))
	f := "15"
	for i := 1; i <= 15; i++ {
		s := ""
		if i%3 == 0 {
			s = "Fizz"
		}
		if i%5 == 0 {
			s += "Buzz"
		}
		if s == "" {
			s = fmt.Sprint(i)
		}
		f += "," + s
	}
	fmt.Println(f)
}
