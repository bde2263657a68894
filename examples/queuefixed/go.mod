module example.com/queuefixed

go 1.22
