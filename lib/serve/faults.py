"""What a reader is told in both languages where there is no page: refused, not found, too large, broken."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOLD = {
    400: ("请求有误", "地址或主机名不对，请从看板首页进入。", "Bad request", "The address or the host name is wrong."),
    403: (
        "没有权限",
        "请从看板首页进入，或联系管理员。",
        "Refused",
        "Come by the home page or ask the administrator.",
    ),
    404: ("没有这一页", "请核对地址，或回到首页。", "Not found", "Check the address, or go to the home page."),
    405: ("不支持这种请求", "请从看板首页进入。", "Not allowed", "Come by the home page."),
    413: ("文件太大", "请上传较小的文件。", "Too large", "Upload a smaller file."),
    500: ("看板出错", "刚才的操作没有完成，请稍后重试。", "Something broke", "That did not complete; try again later."),
    503: ("看板正在启动", "请稍后刷新。", "Starting", "Reload in a moment."),
}
"""Heading and advice in Chinese and English, by status."""


def page(status: int) -> bytes:
    """An error page that needs nothing else from the server."""
    zh, zh_what, en, en_what = TOLD.get(status, TOLD[500 if status >= 500 else 400])
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{status} {zh} · {en}</title>"
        "<style>body{font:16px/1.6 sans-serif;max-width:36em;margin:15vh auto;padding:0 1em;color:#1b1a19;"
        "background:#faf9f6}a{color:#b3261e}</style>"
        f'<h1>{zh}</h1><p>{zh_what}</p><p><a href="/">回到首页</a></p><hr>'
        f'<div lang="en"><h2>{en}</h2><p>{en_what}</p><p><a href="/?lang=en">Home page</a></p></div></html>'
    ).encode()


class Faults:
    """Puts a page in place of a bare error where a person is reading, and answers where the app broke."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        reader = b"text/html" in dict(scope["headers"]).get(b"accept", b"")
        began = replaced = False

        async def told(message: Message) -> None:
            nonlocal began, replaced
            if message["type"] == "http.response.start":
                began = True
                replaced = reader and message["status"] >= 400 and scope["method"] == "GET"
                if replaced:
                    await _tell(message["status"], send)
                    return
            if not replaced:
                await send(message)

        try:
            await self.app(scope, receive, told)
        except Exception:
            logging.getLogger("uvicorn.error").exception("%s", scope["path"].encode("unicode_escape").decode())
            if began:
                raise
            await _tell(500, send)


async def _tell(status: int, send: Send) -> None:
    body = page(status)
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send(
        {"type": "http.response.start", "status": status, "headers": [*headers, (b"cache-control", b"no-store")]}
    )
    await send({"type": "http.response.body", "body": body})
