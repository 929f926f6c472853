"""gunicorn for production, demo and benchmarks alike. WEB_CONCURRENCY (gunicorn's own variable) sets the workers."""

worker_class = "gthread"
workers = 2
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 30
# A request that hangs on a dead disk must not take its worker's heartbeat with it.
worker_tmp_dir = "/dev/shm"  # noqa: S108
