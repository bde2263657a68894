// NaN is never found in a map, each NaN is another key, and only clear removes it; zeros are one key.
package main

import "fmt"

func main() {
	zero := 0.0
	nan := zero / zero
	m := map[float64]int{}
	m[nan] = 1
	m[nan] = 2
	m[nan]++
	_, ok := m[nan]
	fmt.Println(len(m), ok, m[nan])
	delete(m, nan)
	fmt.Println(len(m))
	sum := 0
	for k, v := range m {
		if k == k {
			fmt.Println("impossible")
		}
		sum += v
	}
	fmt.Println(sum)
	clear(m)
	fmt.Println(len(m))
	negz := -1 / (1 / zero)
	m[zero] = 10
	m[negz] = 20
	fmt.Println(len(m), m[0])
	im := map[any]int{nan: 1, 1: 2, 1.0: 3, "1": 4, int8(1): 5}
	im[nan] = 6
	fmt.Println(len(im), im[1], im[1.0], im["1"], im[int8(1)], im[uint(1)])
	am := map[[2]float64]int{{1, nan}: 1}
	am[[2]float64{1, nan}]++
	am[[2]float64{1, 2}]++
	am[[2]float64{1, 2}]++
	fmt.Println(len(am), am[[2]float64{1, 2}])
	cm := map[complex128]int{complex(nan, 0): 1, complex(0, nan): 1}
	cm[complex(nan, 0)] = 2
	fmt.Println(len(cm))
	f32 := map[float32]int{0.1: 1}
	f32[float32(0.1)]++
	fmt.Println(f32)
}
