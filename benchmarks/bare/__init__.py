"""Bare pages to measure the portal's against: psycopg, f-strings, WSGI; no framework, session, log or template.

They answer the addresses of the portal's pages with the same rows in the same order and the same facts to look at:
frame, filters, lines, pages; lots, times, versions, evidence, milestones. What they leave out is the check whether what
a visitor typed makes sense, and how the law explains each milestone.
"""
