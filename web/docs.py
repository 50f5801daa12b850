"""The page that describes the HTTP calls, made from their OpenAPI description; it loads nothing and runs nothing."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  max-width: 56rem; margin: 0 auto; padding: 1rem; color-scheme: light dark; }
pre { overflow-x: auto; padding: .6rem; border: 1px solid #8886; border-radius: .4rem; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-top: 1px solid #8886; }
section { margin: 2rem 0; }
"""


def docs_html(schema: Mapping[str, Any], prefix: str) -> str:
    """The whole page.

    Args:
        schema: an OpenAPI description.
        prefix: path under which its calls are served.
    """
    title = escape(schema["info"]["title"])
    calls = "".join(
        _call_html(schema, prefix + path, method.upper(), call)
        for path, methods in schema["paths"].items()
        for method, call in methods.items()
    )
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{title} API</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><h1>{title} API</h1><p>{escape(schema['info']['description'])}</p>"
        '<p>机器可读 for machines: <a href="openapi.json">openapi.json</a></p>'
        f"{calls}</body></html>"
    )


def _call_html(schema: Mapping[str, Any], path: str, method: str, call: Mapping[str, Any]) -> str:
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    given = [
        (parameter["name"], parameter["schema"], parameter["required"], parameter.get("description", ""))
        for parameter in call.get("parameters", ())
    ]
    given += [(*field, told) for *field, told in _fields(schema, body)] if body else []
    answered = call["responses"]["200"]["content"]["application/json"]["schema"]
    failures = [(status, told["description"]) for status, told in call["responses"].items() if status != "200"]
    return (
        f"<section><h2>{escape(call['summary'])}</h2><pre>{escape(_example(path, method, given))}</pre>"
        f"<p>{escape(call.get('description', ''))}</p>"
        + _table("参数 parameters", [(_name(n, must), _type(kind), told) for n, kind, must, told in given])
        + _table("返回 returns", [(n, _type(kind), told) for n, kind, _, told in _fields(schema, answered)])
        + _table("出错 failures", [(status, "Failure", told) for status, told in failures])
        + "</section>"
    )


def _fields(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[tuple[str, Any, bool, str]]:
    model = schema["components"]["schemas"][node["$ref"].rsplit("/", 1)[1]]
    for name, kind in model["properties"].items():
        yield name, kind, name in model.get("required", ()), kind.get("description", "")


def _type(node: Mapping[str, Any]) -> str:
    if "$ref" in node:
        return str(node["$ref"].rsplit("/", 1)[1])
    if "anyOf" in node:
        return " | ".join(_type(kind) for kind in node["anyOf"])
    if node.get("type") == "array":
        return f"[{_type(node['items'])}]"
    default = f" = {json.dumps(node['default'], ensure_ascii=False)}" if "default" in node else ""
    return f"{node.get('type', '')}{default}"


def _name(name: str, required: bool) -> str:
    return f"{name} *" if required else name


def _example(path: str, method: str, given: list[tuple[str, Any, bool, str]]) -> str:
    if method == "GET":
        required = "&".join(f"{name}=…" for name, _, must, _ in given if must)
        return f"{method} {path}{'?' if required else ''}{required}"
    examples = {"question": "专利可以质押融资吗？", "helpful": True}
    body = json.dumps({name: examples[name] for name, _, must, _ in given if must}, ensure_ascii=False)
    return f"{method} {path}\nContent-Type: application/json\n\n{body}"


def _table(title: str, rows: list[tuple[str, str, str]]) -> str:
    if not rows:
        return ""
    cells = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td><code>{escape(kind)}</code></td><td>{escape(told)}</td></tr>"
        for name, kind, told in rows
    )
    return f'<table><tr><th colspan="3">{title}</th></tr>{cells}</table>'
