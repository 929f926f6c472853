"""The home page as readers get it, kept for half a minute, against the same page made anew for each of them."""

from __future__ import annotations

from benchmarks.filling import fill
from benchmarks.harness import Case, run


def prepare() -> list[Case]:
    """Fill the private database."""
    fill()
    return [Case("home_kept_to_made_anew", portal=("/",), raw=("/",), goal=0.5)]


if __name__ == "__main__":
    run(prepare, raw="benchmarks.bare.home_anew:application")
