"""Areas scored by need: on one scale, weighed, ranked, and how far ranks hold."""
