"""What is read of offers of support, and what is told of them."""
