"""Shapes of the requests that the HTTP API takes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["MAX_CHARS", "AskRequest", "FeedbackRequest", "FindRequest", "Message"]

MAX_CHARS = 10_000
"""A longer question is refused; one longer than the product reads is cut, with a note."""

Language = Literal["", "fr", "en"]


class Message(BaseModel):
    """One turn of the conversation so far."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=100_000)]


class AskRequest(BaseModel):
    """A question, and the conversation that it follows."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "Qui préside Aerospace Valley ?"}]},
    )

    question: Annotated[str, Field(min_length=1, max_length=MAX_CHARS, pattern=r"\S")]
    history: Annotated[list[Message], Field(max_length=100)] = []
    language: Language = ""
    as_of: Annotated[int | None, Field(ge=1900, le=2100)] = None
    id: Annotated[str, Field(max_length=200)] = ""
    model: Annotated[
        str | None,
        Field(
            max_length=200,
            description='Language model that rewrites the answer; "extracts" for none, null for '
            "the usual one. GET /v1/models lists them.",
        ),
    ] = None


class FindRequest(BaseModel):
    """A company: what it does, where, and what it needs."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "description": "PME de capteurs pour la qualité de l'eau",
                    "regions": ["Occitanie"],
                }
            ]
        },
    )

    description: Annotated[str, Field(min_length=1, max_length=MAX_CHARS, pattern=r"\S")]
    regions: Annotated[list[str], Field(max_length=30)] = []
    needs: Annotated[list[str], Field(max_length=30)] = []
    top: Annotated[int, Field(ge=1, le=50)] = 5
    language: Language = ""


class FeedbackRequest(BaseModel):
    """What a reader says of an answer that was shown in the page."""

    model_config = ConfigDict(extra="forbid")

    exchange: Annotated[str, Field(max_length=64)]
    verdict: Literal[-1, 0, 1]
    reason: Annotated[str, Field(max_length=1000)] = ""
