"""Records of other systems in the directory's own words.

The Finnish Service Catalogue (Palvelutietovaranto) in its open API's versions 11, which ends in
04/2027, and 12; the Human Services Data Specification 3.1; sheets of small organisations. Only what
the directory uses is looked at, and that strictly: a wrong weekday or a service without a name
refuses the record. Everything else stays in the record as it came.
"""
