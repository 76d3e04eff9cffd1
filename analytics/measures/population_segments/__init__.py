"""The whole population in segments: how large, what they use, where those who attend
often sit."""
