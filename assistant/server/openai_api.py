"""OpenAI's chat completions, so that any client of theirs can ask.

The text, in Markdown, holds the answer, then its sources as a list: most clients show nothing else.
What documents say stands in it as they say it, never as a link, an image or a tag. The field
``poles`` of the response (of the last chunk, when streaming) is the answer object of
``/api/ask``. Sampling parameters are accepted and have no effect.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.exports.conversation import markdown_answer, plain_text
from assistant.records import Answer, Turn
from assistant.server.modes import EXTRACTS
from assistant.server.services import Services

__all__ = ["MODEL", "openai_router"]

MODEL = "poles"
"""Answers in the server's usual mode; ``poles/extracts`` and ``poles/<language model>`` choose."""

_TASK = re.compile(r"\s*### Task:")
_FIRST_QUESTION = re.compile(r"^(?:USER|User|user):\s*(.+)$", re.MULTILINE)


class Part(BaseModel):
    """A piece of a message; pieces other than text are ignored."""

    model_config = ConfigDict(extra="ignore")

    type: str = "text"
    text: str = ""


class ChatMessage(BaseModel):
    """A message; those that are neither "user" nor "assistant" are ignored."""

    model_config = ConfigDict(extra="ignore")

    role: str
    content: Annotated[str, Field(max_length=200_000)] | list[Part] | None = None

    def text(self) -> str:
        """The text of the message."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """Options of a stream."""

    model_config = ConfigDict(extra="ignore")

    include_usage: bool = False


class ChatRequest(BaseModel):
    """OpenAI's request; what it does not name is accepted and ignored."""

    model_config = ConfigDict(extra="ignore")

    model: str = MODEL
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=200)]
    stream: bool = False
    stream_options: StreamOptions = StreamOptions()
    n: Literal[1] | None = None


def openai_router(services: Services) -> APIRouter:
    """Routes under ``/v1``."""
    router = APIRouter(prefix="/v1", tags=["OpenAI's shape"])

    @router.get("/models", summary="The models there are")
    def models() -> dict[str, Any]:
        """``poles``, ``poles/extracts``, and ``poles/<name>`` for each language model here."""
        return {"object": "list", "data": [_model(name) for name in _names(services)]}

    @router.get("/models/{name:path}", summary="A model", response_model=None)
    def model(name: str) -> dict[str, Any] | JSONResponse:
        """The model ``name``."""
        names = _names(services)
        return _model(name) if name in names else _unknown_model(name, names)

    @router.post("/chat/completions", summary="Answer a conversation", response_model=None)
    def complete(request: ChatRequest) -> dict[str, Any] | JSONResponse | StreamingResponse:
        """The last user message is the question; the messages before it are the conversation."""
        model, names = request.model.removesuffix(":latest"), _names(services)
        if model not in names:
            return _unknown_model(request.model, names)
        turns = [
            Turn(message.role, _said(message))
            for message in request.messages
            if message.role in ("user", "assistant")
        ]
        asked = max((i for i, turn in enumerate(turns) if turn.role == "user"), default=None)
        if asked is None or not turns[asked].content.strip():
            return error_response(400, "the messages hold no question of the role 'user'")
        question, history = turns[asked].content, turns[:asked]
        if _TASK.match(question):
            pieces, answer = [_housekeeping(question)], None
        else:
            writer = model.partition("/")[2] or None
            answer = services.ask(question, history, door="openai", model=writer)
            pieces = markdown_answer(answer)
        if request.stream:
            chunks = _chunks(model, pieces, answer, request.stream_options.include_usage)
            return StreamingResponse(chunks, media_type="text/event-stream")
        return _completion(model, pieces, answer)

    return router


def _said(message: ChatMessage) -> str:
    """What a message says; an answer of ours comes back as the Markdown that it was sent as."""
    return plain_text(message.text()) if message.role == "assistant" else message.text()


def error_response(status: int, message: str) -> JSONResponse:
    """An error in OpenAI's shape."""
    kind = {401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error"}
    error = {
        "message": message,
        "type": kind.get(status, "invalid_request_error" if status < 500 else "server_error"),
        "param": None,
        "code": None,
    }
    return JSONResponse({"error": error}, status)


def _names(services: Services) -> list[str]:
    modes = [EXTRACTS, *(mode.name for mode in services.modes.available())]
    return [MODEL, *(f"{MODEL}/{name}" for name in modes)]


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "poles"}


def _unknown_model(name: str, known: list[str]) -> JSONResponse:
    return error_response(404, f"there is no model {name!r} here: ask for {', '.join(known)}")


def _housekeeping(prompt: str) -> str:
    """What chat programs ask on the side (a title, tags): JSON, as their prompts want it."""
    if '"title"' not in prompt:
        return "{}"
    first = _FIRST_QUESTION.search(prompt)
    return json.dumps({"title": first[1][:60] if first else "Question"}, ensure_ascii=False)


def _completion(model: str, pieces: list[str], answer: Answer | None) -> dict[str, Any]:
    text = "".join(pieces)
    message = {"role": "assistant", "content": text, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    body = _envelope("chat.completion", model, [choice]) | {"usage": _usage(text)}
    return body | ({"poles": answer.to_dict()} if answer else {})


def _chunks(model: str, pieces: list[str], answer: Answer | None, usage: bool) -> Iterator[str]:
    """Server-sent events: a piece each, an end that carries the answer object, "[DONE]"."""
    envelope = _envelope("chat.completion.chunk", model, [])

    def event(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _event(envelope | {"choices": [choice]} | more)

    yield event({"role": "assistant", "content": ""})
    for piece in pieces:
        yield event({"content": piece})
    yield event({}, "stop", **({"poles": answer.to_dict()} if answer else {}))
    if usage:
        yield _event(envelope | {"usage": _usage("".join(pieces))})
    yield "data: [DONE]\n\n"


def _event(body: dict[str, Any]) -> str:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"


def _envelope(kind: str, model: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{secrets.token_urlsafe(12)}",
        "object": kind,
        "created": int(time.time()),
        "model": model,
        "choices": choices,
    }


def _usage(text: str) -> dict[str, int]:
    """Words stand for tokens: there is no model that counts any."""
    words = len(text.split())
    return {"prompt_tokens": 0, "completion_tokens": words, "total_tokens": words}
