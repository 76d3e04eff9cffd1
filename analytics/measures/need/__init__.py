"""Where need is greatest: small areas scored from what the dataset holds of them."""
