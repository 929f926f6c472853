"""Health check of a container: exit 0 when the given address answers 200."""

import os
import sys
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
request = urllib.request.Request(sys.argv[1], headers={"Host": host, "X-Forwarded-Proto": "https"})  # noqa: S310
with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
    sys.exit(0 if answer.status == 200 else 1)
