module facts

go 1.23
