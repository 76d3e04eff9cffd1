"""What the columns of a lakehouse’s tables may hold, and what is made of them."""
