"""Seeded generator of the sample and of larger worlds for benchmarks.

`living` lets the sample's people live and brings them to the published totals; `sample`
writes them. On the way: `places`, `people` (who is registered, with what hidden need),
`events` (when they attend), `details` (what an attendance looks like), `fitting` (the
published counts) and `files`. `exports` writes the templates of other systems, `check`
counts the published figures. `larger_worlds` is the same without the totals.
"""
