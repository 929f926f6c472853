"""Tables of core."""

from core.models.log import TransitionLogBase

__all__ = ["TransitionLogBase"]
