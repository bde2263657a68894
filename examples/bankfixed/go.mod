module example.com/bankfixed

go 1.22
