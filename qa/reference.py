"""A citation as one writes it in a document of one's own."""

from qa.citation import Citation


def reference(citation: Citation) -> str:
    """《标题》（文号）, the headings down to the article and its paragraph, the page.

    For example `《办法》（甲政〔2022〕6号）第二章 总则，第三条第二款`.

    Where a document states no number its date stands in the brackets, and nothing where it states neither.
    """
    document = citation.document
    known = document.number or document.date
    title = document.title.strip("《》") if document.title.startswith("《") else document.title
    page = f"，第{citation.page}页" if citation.page else ""
    headings = "，".join(" ".join(heading.split()) for heading in citation.place if heading)
    return f"《{title}》{known and f'（{known}）'}{headings}{page}"
