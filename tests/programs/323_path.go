// Packages path and path/filepath.
package main

import (
	"fmt"
	"path"
	"path/filepath"
)

func main() {
	for _, p := range []string{"", "/", "a/b/../c", "/../a//b/./", "a/../..", "./x", "//"} {
		d, f := path.Split(p)
		fmt.Printf("%q %q %q %q %q %q %v\n", p, path.Clean(p), path.Dir(p), path.Base(p), d, f, path.IsAbs(p))
	}
	fmt.Println(path.Join("a", "", "../b", "/c"), path.Ext("x.tar.gz"), path.Ext("none"), path.Join())
	for _, m := range [][2]string{{"*.go", "a.go"}, {"a/*/c", "a/b/c"}, {"*", "a/b"}, {"[a-c]?", "bz"}, {"[^x]*", "xy"}, {"\\*", "*"}, {"[", "a"}} {
		ok, err := path.Match(m[0], m[1])
		fmt.Println(m, ok, err)
	}
	fmt.Println(filepath.Join("a", "b", "..", "c.txt"), filepath.ToSlash("a/b"), filepath.VolumeName("/x"), filepath.IsLocal("../x"), filepath.IsLocal("a/b"))
	for _, p := range [][2]string{{"/a/b", "/a/c/d"}, {"a", "a"}, {"/a", "b"}, {"../x", "../y"}} {
		r, err := filepath.Rel(p[0], p[1])
		fmt.Println(r, err)
	}
	fmt.Println(filepath.SplitList("/bin:/usr/bin::x"), filepath.Base("/a/b/"), filepath.Dir("/a/b/"))
}
