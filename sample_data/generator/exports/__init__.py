"""The same few hundred people as four systems would export them.

One small slice (some Central Basildon people, some months) written as a SystmOne
appointment report, an EMIS slot export, a SUS+ ECDS extract and a HES A&E extract:
their own headers, codes, date formats and habits. They are the templates in
`sample_data/extracts/` and test that loading understands them.
"""
