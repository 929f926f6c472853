"""The portal that makes its home page anew for every reader: what keeping it is measured against."""

from __future__ import annotations

import os

os.environ["FRONT_PAGE_SECONDS"] = "0"

from portal.wsgi import application

__all__ = ["application"]
