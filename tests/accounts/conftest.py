"""Fixtures of the account tests."""

from tests.reference import _small_extract, _whole_country, reference_data, small_reference

__all__ = ["_small_extract", "_whole_country", "reference_data", "small_reference"]
