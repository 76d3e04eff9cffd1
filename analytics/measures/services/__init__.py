"""Local services: which there are, which are near, who has them within reach."""
