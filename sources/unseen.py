"""Signs that nobody sees and that come along when text is copied from web pages, chats and forms: they mean nothing anywhere."""

from __future__ import annotations

UNSEEN = (
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""As a regular expression, for Python and for Polars alike: soft hyphens, marks of direction, joiners, variants of a character, tags."""
