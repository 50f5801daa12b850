"""Word files for tests: paragraphs of raw XML, and the parts python-docx does not write."""

from pathlib import Path

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from corpus.readers import read

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", *, style: str = "", number: tuple[int, int] | None = None, inner: str = "") -> str:
    """A paragraph in a style, numbered by (list, level); `inner` is more XML for it."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inner}</w:p>"


def style(key: str, name: str, properties: str = "", base: str = "", kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    properties = f"<w:pPr>{properties}</w:pPr>"
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{based}{properties}</w:style>'


def level(number: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*definitions: str, lists: str = "") -> str:
    """Definition 1, 2 … and a list of the same number for each; `lists` are more."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{levels}</w:abstractNum>' for i, levels in enumerate(definitions, 1)
    )
    plain = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i, _ in enumerate(definitions, 1)
    )
    return abstract + plain + lists


def document(
    path: Path, *body: str, numbers: str = "", styles: str = "", notes: str = "", endnotes: str = "", title: str = ""
) -> Path:
    """A Word file of these paragraphs and tables."""
    file = docx.Document()
    file.core_properties.title = title
    section = file.element.body[-1]
    for xml in body:
        for element in parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"):
            section.addprevious(element)
    if numbers:
        root = file.part.numbering_part.element
        root[:] = parse_xml(f"<w:numbering {NAMESPACES}>{numbers}</w:numbering>")[:]
    if styles:
        file.styles.element.extend(parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>")[:])
    for kind, xml in (("footnote", notes), ("endnote", endnotes)):
        if xml:
            blob = f"<w:{kind}s {NAMESPACES}>{xml}</w:{kind}s>".encode()
            content_type = getattr(CONTENT_TYPE, f"WML_{kind.upper()}S")
            part = Part(PackURI(f"/word/{kind}s.xml"), content_type, blob, file.part.package)
            file.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    file.save(str(path))
    return path


def lines(folder: Path, *body: str, **parts: str) -> list[str]:
    """The lines read from a Word file of these paragraphs and tables."""
    return read(document(folder / "文.docx", *body, **parts)).text.splitlines()
