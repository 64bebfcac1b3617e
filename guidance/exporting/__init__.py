"""Giving the directory out: as HSDS, as the Service Catalogue's own records, as a sheet.

A record that came from elsewhere goes out as it came when nobody wrote over it, byte for byte after
canonical JSON; otherwise only what was written over is changed in it.
"""
