"""One search over everything public and, for those signed in, everything they may see (tìm kiếm chung).

What can be found is told by the apps through `core.search`; here it is asked, ranked and shown.
"""

from portal.finding.asked import Asked
from portal.finding.results import PAGE_SIZE, Hit, Results, find
from portal.finding.scopes import scope_of
from portal.finding.suggestions import suggest

__all__ = ["PAGE_SIZE", "Asked", "Hit", "Results", "find", "scope_of", "suggest"]
