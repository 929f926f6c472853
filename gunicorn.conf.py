"""gunicorn for production, demo and benchmarks alike; each says the number of workers itself (--workers)."""

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 30
# A request that hangs on a dead disk must not take its worker's heartbeat with it.
worker_tmp_dir = "/dev/shm"  # noqa: S108
