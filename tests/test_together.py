"""Messages of a run leave together, in their order, none is lost, and a slow run shows what it has."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.serve import together
from lib.serve.together import Together, fields


def begun() -> bytes:
    message = ForwardMsg(hash="")
    message.new_session.name = "a"
    return message.SerializeToString()


def told(text: str) -> bytes:
    message = ForwardMsg(hash=text)
    message.delta.new_element.html.body = text * 100
    message.metadata.delta_path.extend([0, 1])
    return message.SerializeToString()


def ended() -> bytes:
    return ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()


def status() -> bytes:
    message = ForwardMsg()
    message.session_status_changed.run_on_save = True
    return message.SerializeToString()


def sent(*steps: bytes | float | str) -> list[list[Any]]:
    """What has left after each step: a message, a rest in parts of the longest wait, or a frame of text."""
    out: list[Any] = []
    after: list[list[Any]] = []

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        out.append(message.get("bytes", message.get("text", message["type"])))

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        await send({"type": "websocket.accept"})
        for step in steps:
            if isinstance(step, float):
                await asyncio.sleep(step * together.LONGEST)
            else:
                kind = "bytes" if isinstance(step, bytes) else "text"
                await send({"type": "websocket.send", kind: step})
            after.append(out[1:])

    async def receive() -> Any:
        return {"type": "websocket.disconnect"}

    asyncio.run(Together(app)({"type": "websocket"}, receive, send))
    assert out[0] == "websocket.accept"
    return after


def test_a_run_is_held_until_its_last_message_but_for_its_first() -> None:
    a, b = told("a"), told("b")
    first, _, third, last, after = sent(begun(), a, b, ended(), status())
    assert first == third == [begun()]
    assert last == [begun(), a, b, ended()]
    assert after == [*last, status()]


def test_what_belongs_to_no_run_passes() -> None:
    assert sent(status(), told("a"), "text")[-1] == [status(), told("a"), "text"]


def test_a_slow_run_shows_what_it_has_and_goes_on_in_order() -> None:
    a, b, c = told("a"), told("b"), told("c")
    steps = sent(begun(), a, 2.0, b, c, 2.0, a, ended())
    assert steps[1] == [begun()]
    assert steps[2] == steps[4] == [begun(), a]
    assert steps[5] == [begun(), a, b, c]
    assert steps[-1] == [begun(), a, b, c, a, ended()]


def test_a_run_that_is_cut_off_by_the_next_loses_nothing() -> None:
    a, b = told("a"), told("b")
    assert sent(begun(), a, begun(), b, ended())[-1] == [begun(), a, begun(), b, ended()]


def test_a_socket_that_breaks_off_leaves_nothing_running() -> None:
    async def gone() -> set[str]:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            del scope, receive
            for message in (begun(), told("a")):
                await send({"type": "websocket.send", "bytes": message})
            raise ConnectionResetError

        async def send(message: Any) -> None:
            del message

        with pytest.raises(ConnectionResetError):
            await Together(app)({"type": "websocket"}, None, send)  # type: ignore[arg-type]
        await asyncio.sleep(0)
        return {str(task.get_coro()) for task in asyncio.all_tasks() - {asyncio.current_task()}}

    assert asyncio.run(gone()) == set()


@pytest.mark.parametrize(("message", "named"), [(begun(), 4), (told("a"), 5), (ended(), 6), (status(), 9)])
def test_fields_are_those_of_the_protocol(message: bytes, named: int) -> None:
    known = {field.number for field, _ in ForwardMsg.FromString(message).ListFields()}
    assert set(fields(message)) == known
    assert named in known
    assert {together.NEW_SESSION, together.SCRIPT_FINISHED} == {
        ForwardMsg.DESCRIPTOR.fields_by_name[name].number for name in ("new_session", "script_finished")
    }


@pytest.mark.parametrize("broken", [b"", b"\xff", b"\xff" * 30, b"\x0a\xff", b"\x09", b"\x0b\x01"])
def test_what_is_no_message_ends(broken: bytes) -> None:
    assert len(list(fields(broken))) <= len(broken)
