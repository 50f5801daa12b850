"""What a filter by region or by kind finds: what applies in the place, what a notice passes on."""

import pytest

from corpus.front import passed_on
from corpus.records import Document
from index.filters import select

REGIONS = ("全国", "浙江省", "浙江省宁波市", "浙江省宁波市鄞州区", "浙江省嘉兴市", "广东省", "")
TITLES = ("关于印发甲市渔业补贴办法的通知", "甲市渔业补贴办法", "关于开展渔业检查的通知", "甲市渔业条例")


def found(documents: list[Document], **filters: str) -> list[int] | None:
    return select(documents, filters, "2026-01-01")


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("浙江", ["全国", "浙江省", "浙江省宁波市", "浙江省宁波市鄞州区", "浙江省嘉兴市"]),
        ("宁波", ["全国", "浙江省", "浙江省宁波市", "浙江省宁波市鄞州区"]),
        ("浙江省宁波市鄞州区", ["全国", "浙江省", "浙江省宁波市", "浙江省宁波市鄞州区"]),
        ("广东省", ["全国", "广东省"]),
        ("火星", ["全国"]),
        ("全国", ["全国"]),
    ],
)
def test_a_region_brings_what_applies_there(region: str, expected: list[str]) -> None:
    documents = [Document(str(i), f"{i}.md", "甲", "", region=region) for i, region in enumerate(REGIONS)]
    assert [REGIONS[i] for i in found(documents, region=region) or []] == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("办法", TITLES[:2]), ("通知", (TITLES[0], TITLES[2])), ("条例", (TITLES[3],)), ("方案", ())],
)
def test_a_kind_brings_what_a_notice_passes_on(kind: str, expected: tuple[str, ...]) -> None:
    kinds = ("通知", "办法", "通知", "条例")
    documents = [
        Document(str(i), f"{i}.md", title, "", kind=named)
        for i, (title, named) in enumerate(zip(TITLES, kinds, strict=True))
    ]
    assert tuple(TITLES[i] for i in found(documents, kind=kind) or ()) == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("（转载）甲市人民政府办公厅关于印发甲市公租房管理办法的通知", "办法"),
        ("关于印发《渔业实施方案》的通知", "方案"),
        ("甲市关于转发省渔业补贴办法的通知（2024年修订）", "办法"),
        ("公布渔业条例的公告", "条例"),
        ("关于公布2024年渔港名单的通知", ""),
        ("关于修改渔业办法的决定", ""),
        ("渔业办法", ""),
    ],
)
def test_what_a_notice_passes_on(title: str, kind: str) -> None:
    assert passed_on(title) == kind
