module goloupe/frontend

go 1.21
