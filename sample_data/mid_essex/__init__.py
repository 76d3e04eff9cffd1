"""Mid Essex: real small areas, invented people, and the totals published of its six
neighbourhoods. `python -m sample_data.mid_essex --help`.

It is made with the parts of the sample's generator; see README beside.
"""
