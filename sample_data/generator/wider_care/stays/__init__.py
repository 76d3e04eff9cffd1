"""Hospital stays: who is admitted when, for how long, for what, as rows of episodes."""
