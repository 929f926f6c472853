"""One search over everything public and, for those signed in, everything they may see (tìm kiếm chung).

What can be found is told by the apps through `core.search`; here it is asked (`asked`, `statement`), put right
(`vocabulary`, `spelling`), and shown (`results`, `rows`, `suggestions`), for one person (`scopes`).
"""
