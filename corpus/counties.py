"""Counties, county-level cities, districts and banners (县、县级市、区、旗), and the place each lies in.

`counties.tsv` names all of them, by the national codes of divisions as of 2024, and the best known new areas (新区):
the province and city they lie in, then their full names. Of 三沙 it names none.
"""

import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("counties.tsv")
_WORDS = frozenset("城区 郊区 矿区 东区 西区 老城区 新城区 新市区 港口区 平房区 解放区".split())
"""Names of districts that are rather words: read only behind the name of their city."""
_LONGEST, _SHORTEST = 15, 2
_NO_NAME = ("域", "级")
"""What makes a word of 富民县域经济, 市南区级."""
_OFFICE = re.compile(r"人民|政府|委|[\u4e00-\u9fff]{1,12}?(?:局|委员会|办公室|法院|检察院|中心)(?=$|[关、，,\s等])")
"""What stands behind a name of two characters: 富县财政局 is of 富县, 富县强镇办法 is not."""
_PEOPLES = re.compile(
    r"(?:(?:各|满|回|蒙古|藏|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    r"土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|裕固|保安|独龙|鄂温克|鄂伦春)族?)+自治[县旗]$"
)


@cache
def counties() -> dict[str, tuple[str, ...]]:
    """From full names of counties to the regions above them, several where the name is one of several places."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        above, names = line.split("\t")
        for name in names.split():
            found[name] = (*found.get(name, ()), above)
    return found


def leading_county(text: str, *, alone: bool = True) -> str:
    """The full name of a county that a text begins with, `云和县` for 云和县财政局; empty where it begins with none.

    Args:
        alone: whether nothing before the text names the place that the county lies in.
    """
    known = counties()
    for length in range(min(_LONGEST, len(text)), _SHORTEST - 1, -1):
        if (name := text[:length]) in known:
            behind = text[length:]
            if behind.startswith(_NO_NAME):
                return ""
            told = not alone or (name not in _WORDS and (length > _SHORTEST or _OFFICE.match(behind)))
            return name if told else ""
    return ""


def short_county(name: str) -> str:
    """云和 for 云和县, 景宁 for 景宁畲族自治县; a name of two characters stays whole, 和县."""
    short = _PEOPLES.sub("", name) if "自治" in name else re.sub(r"(?:新区|[市区县旗])$", "", name)
    return short if len(short) > 1 else name
