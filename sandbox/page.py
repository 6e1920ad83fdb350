"""A message as a web page that looks about as Discord would show it, for a picture of it."""

import base64
import re
from html import escape

from sandbox.markdown import moment
from sandbox.reply import Reply, SeenFile
from sandbox.state import Json

_ROW, _BUTTON, _SECTION, _TEXT, _MEDIA, _FILE, _SEPARATOR, _CONTAINER = 1, 2, 9, 10, 12, 13, 14, 17
# What stands on a line, left to right, escapes first.
_INLINE = re.compile(
    r"\\(?P<escaped>[^\w\s]|_)"
    r"|<t:(?P<time>-?\d+)(?::[tTdDfFR])?>"
    r"|\[(?P<label>(?:\\.|[^\]\\\n])+)\]\(<?(?P<target>[^)\s>]+)>?\)"
    r"|\*\*(?P<bold>(?:\\.|[^\\])+?)\*\*"
    r"|\*(?P<italic>(?:\\.|[^\\*])+?)\*"
)
_STYLE = """
body { margin: 0; padding: 20px; background: #313338; color: #dbdee1; width: 560px;
       font: 16px/1.375 "Noto Sans", "gg sans", "Helvetica Neue", Helvetica, Arial, sans-serif; }
.who { display: flex; gap: 10px; align-items: baseline; margin: 0 0 6px; }
.who b { color: #f2f3f5; } .who i { background: #5865f2; color: #fff; font: 600 10px sans-serif;
       padding: 2px 4px; border-radius: 3px; } .who span { color: #949ba4; font-size: 12px; }
.card { background: #2b2d31; border: 1px solid #3f4147; border-left: 4px solid var(--accent);
        border-radius: 8px; padding: 14px 16px; }
.card > div { margin: 0 0 8px; } h3 { margin: 0; font-size: 17px; color: #f2f3f5; }
h2 { margin: 0; font-size: 21px; color: #f2f3f5; }
small { font-size: 12.5px; color: #949ba4; display: block; }
a { color: #00a8fc; text-decoration: none; }
blockquote { margin: 2px 0; padding: 0 0 0 12px; border-left: 4px solid #4e5058; }
li { margin: 0 0 0 18px; } hr { border: 0; border-top: 1px solid #3f4147; margin: 10px 0; }
.row { display: flex; gap: 8px; flex-wrap: wrap; } img { max-width: 100%; border-radius: 6px; }
.button { background: #4e5058; color: #fff; border-radius: 6px; padding: 7px 14px;
          font-size: 14px; }
.off { opacity: .5; } b { color: #f2f3f5; } a b { color: inherit; }
"""


def page(reply: Reply, *, name: str = "Lede") -> str:
    """The message of a reply as one HTML document, its pictures within it."""
    files = {file.filename: file for file in reply.files}
    parts = [_component(component, files) for component in reply.components]
    who = f'<div class="who"><b>{escape(name)}</b><i>APP</i></div>'
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(name)}</title>'
        f"<style>{_STYLE}</style><body>{who}{''.join(parts)}</body></html>"
    )


def _component(component: Json, files: dict[str, SeenFile]) -> str:
    kind = component["type"]
    if kind == _CONTAINER:
        accent = component.get("accent_color")
        colour = "#4e5058" if accent is None else f"#{accent:06x}"
        inner = "".join(_component(child, files) for child in component["components"])
        return f'<div class="card" style="--accent: {colour}">{inner}</div>'
    if kind == _TEXT:
        return f"<div>{_markdown(component['content'])}</div>"
    if kind == _SEPARATOR:
        return "<hr>"
    if kind == _ROW:
        return f'<div class="row">{"".join(map(_button, component["components"]))}</div>'
    if kind == _SECTION:
        return "".join(_component(child, files) for child in component["components"])
    if kind == _MEDIA:
        return "".join(_picture(item, files) for item in component["items"])
    return ""


def _button(button: Json) -> str:
    label = escape(button.get("label") or button.get("placeholder") or "")
    if button["type"] != _BUTTON:
        return f'<span class="button">{label} ▾</span>'
    off = " off" if button.get("disabled") else ""
    return f'<span class="button{off}">{label}{" ↗" if button.get("url") else ""}</span>'


def _picture(item: Json, files: dict[str, SeenFile]) -> str:
    name = str(item["media"]["url"]).rpartition("/")[2].partition("?")[0]
    file = files.get(name)
    if file is None:
        return ""
    data = base64.b64encode(file.content).decode()
    alternative = escape(item.get("description") or "", quote=True)
    return f'<img alt="{alternative}" src="data:{file.content_type};base64,{data}">'


def _markdown(text: str) -> str:
    """The lines of a text, those of one quotation in one block."""
    shown: list[str] = []
    quoted: list[str] = []
    for line in text.split("\n"):
        if line.startswith("> "):
            quoted.append(_inline(line[2:]))
            continue
        if quoted:
            shown.append(f"<blockquote>{'<br>'.join(quoted)}</blockquote>")
            quoted = []
        shown.append(_line(line))
    if quoted:
        shown.append(f"<blockquote>{'<br>'.join(quoted)}</blockquote>")
    return "".join(shown)


def _line(line: str) -> str:
    if line.startswith("## "):
        return f"<h2>{_inline(line[3:])}</h2>"
    if line.startswith("### "):
        return f"<h3>{_inline(line[4:])}</h3>"
    if line.startswith("-# "):
        return f"<small>{_inline(line[3:])}</small>"
    if line.startswith("- "):
        return f"<li>{_inline(line[2:])}</li>"
    return f"{_inline(line)}<br>" if line else "<br>"


def _inline(text: str) -> str:
    parts, at = [], 0
    for match in _INLINE.finditer(text):
        parts.append(escape(text[at : match.start()]))
        parts.append(_marked(match))
        at = match.end()
    return "".join([*parts, escape(text[at:])])


def _marked(match: re.Match[str]) -> str:
    if match["escaped"]:
        return escape(match["escaped"])
    if match["time"]:
        return escape(moment(int(match["time"])))
    if match["label"]:
        return f'<a href="{escape(match["target"], quote=True)}">{_inline(match["label"])}</a>'
    if match["bold"]:
        return f"<b>{_inline(match['bold'])}</b>"
    return f"<em>{_inline(match['italic'])}</em>"
