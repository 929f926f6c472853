"""Fixtures of the content tests."""

from tests.reference import _small_extract, small_reference

__all__ = ["_small_extract", "small_reference"]
