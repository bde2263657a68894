module gates

go 1.22
