"""Small corpora and what the tests of index and answers need of them."""

from pathlib import Path

import pytest

from index.milvus.generations import listing, numbered
from index.milvus.location import Location, on_milvus
from index.milvus.server import Server

FINANCE = """# 甲市支持企业融资的若干措施

来源：甲市人民政府网 日期：2024-05-06

## 一、发放贷款贴息

对小微企业的新增贷款，按贷款利息的百分之三十给予贴息，每家企业每年最高50万元。申请从每年三月一日开始。

## 二、专利质押融资

支持企业用专利权、商标权质押融资，由市担保公司提供担保。
"""

TALENT = """# 乙县引进人才办法

第一条 为了引进青年科技人才，制定本办法。

第二条 博士毕业生到本县企业工作满一年的，一次性发给安家补助二十万元。

第三条 人才子女入学由县教育局统筹安排，不受户籍限制。
"""

FARM = """# 丙省农业补贴政策

## 农机购置补贴

农民购买收割机、拖拉机等农业机械，补贴额不超过机具价格的三成。

## 种粮补贴

种植水稻每亩补贴150元，七月底前打到农户的存折上。
"""


def write(folder: Path, **texts: str) -> Path:
    """A folder of Markdown documents, one for each keyword."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def milvus_location(folder: Path, name: str) -> str:
    """The address of a store in a file that milvus-lite serves within this process; one file holds several."""
    pytest.importorskip("milvus_lite", reason="needs the extra milvus")
    return f"milvus://{folder / 'milvus.db'}#{name}"


def generations_there(location: str | Path) -> list[int]:
    """The numbers of the generations that lie in a store, whole or not."""
    if on_milvus(location):
        return [*numbered(Server(Location.parse(str(location))), "g")]
    return sorted(int(path.name.removeprefix("gen-")) for path in Path(location).glob("gen-*"))


def left_over(location: str | Path) -> list[str]:
    """What lies in a store and belongs to no generation of it."""
    if not on_milvus(location):
        return [path.name for path in Path(location).glob(".draft*")]
    server = Server(Location.parse(str(location)))
    name = server.location.name
    needed = {f"{name}_g{generation.number:06d}" for generation in listing(server)}
    for generation in listing(server):
        for block in generation.blocks:
            needed |= {f"{name}_{kind}{block.number:06d}" for kind in "bt"}
    ours = {collection for collection in server.collections() if collection.startswith(f"{name}_")}
    return sorted(ours - needed)
