"""How a policy is read: word for word, or not at all."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

DayOfMonth = Annotated[int, Field(ge=1, le=31)]


class Strict(BaseModel):
    """Words that we do not know are refused: a misspelt threshold must not be silently left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)
