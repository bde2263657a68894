module example.com/fmt

go 1.22
