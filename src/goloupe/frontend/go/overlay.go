package main

// Overlays: go list resolves packages through an -overlay file by itself, but
// it names the files as if they were in place. Whoever reads them has to look
// the contents up, by the rules of "go help build".

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// readOverlay finds the -overlay flag, on the command line or else in
// GOFLAGS, and reads the file that it names.
func readOverlay(dir string, args []string, goflags string) (map[string]string, error) {
	file := overlayFlag(args)
	if file == "" {
		file = overlayFlag(strings.Fields(goflags))
	}
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(absolute(dir, file))
	if err != nil {
		return nil, &requestError{"usage", "reading overlay: " + err.Error()}
	}
	var parsed struct{ Replace map[string]string }
	if err := json.Unmarshal(data, &parsed); err != nil {
		return nil, &requestError{"usage", "parsing overlay " + file + ": " + err.Error()}
	}
	overlay := make(map[string]string, len(parsed.Replace))
	for from, to := range parsed.Replace {
		if to != "" {
			to = absolute(dir, to)
		}
		overlay[absolute(dir, from)] = to
	}
	return overlay, nil
}

// overlayFlag returns the value of the last -overlay flag among args.
func overlayFlag(args []string) string {
	file := ""
	for i, arg := range args {
		name, value, hasValue := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
		if name != "overlay" || !strings.HasPrefix(arg, "-") {
			continue
		}
		if hasValue {
			file = value
		} else if i+1 < len(args) {
			file = args[i+1]
		}
	}
	return file
}

func absolute(dir, path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return filepath.Clean(path)
}
