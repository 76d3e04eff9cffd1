"""Files taken away: each is made when it is asked for, for one sign-in, and nobody else
can fetch it."""
