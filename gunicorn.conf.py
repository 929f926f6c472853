"""gunicorn for production, demo and benchmarks alike; each says the number of workers itself (--workers)."""

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 30
# Its own limits (4 and 8 KB) answer with a bare line in English. The one that counts, 64 KB, is nginx's and the
# portal's own (core.middleware): five thousand Vietnamese letters are 45 KB of address.
limit_request_line = 0
limit_request_field_size = 64 * 1024
# A request that hangs on a dead disk must not take its worker's heartbeat with it.
worker_tmp_dir = "/dev/shm"  # noqa: S108
