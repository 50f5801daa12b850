"""Kinds of fact: which one a question asks for, and what a sentence holds that states it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

_ALL = re.compile(
    r"哪些|哪几|有什么|有啥|有几[种类]|都有|包括什么|干什么|干啥|管什么|做什么|(?:什么|啥)(情形|情况|条件|材料|职责|人|样的人)|"
    r"[都全][部]?(?:给我)?列|列(?:一下|出来|全|举)|谁(?:都)?(?:可以|能)|"
    r"\b(what are|which \w+s|list)\b",
    re.IGNORECASE,
)
_NUMERAL = "[一二三四五六七八九十百千万两〇零]"


_TITLE = (
    "主任|秘书长|局长|省长|市长|县长|区长|镇长|乡长|厅长|部长|司长|处长|科长|书记|主席|总理|委员长|院长|校长|会长|组长|队长|所长|行长|"
    "总经理|董事长|负责人|发言人|得主|获得者"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦"
    "贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺顾毛郝龚邵万覃武钱戴严莫孔向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷申欧耿关兰焦"
    "俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连"
)
NAME = rf"[{_SURNAMES}][\u4e00-\u9fff·]{{1,2}}"
_HOLDER_ASKED = (
    rf"(副?(?:{_TITLE}))(?:现在|目前|到底)?(?:都|分别)?(?:是|叫|为|有)?(?:谁|哪位|什么名字|(?<=叫)什么|哪些人|哪几位)"
)
_TITLE_IN_ENGLISH = r"governor|mayor|chair\w*|minister|premier|president|secretary|director"
PERSON_ASKED = (
    rf"{_HOLDER_ASKED}|谁(?:是|当|担任|出任|任)[^，。？?]{{0,16}}(?:{_TITLE}|委员)|"
    rf"\bwho (?:is|was) (?:now )?the (?:[\w-]+ ){{0,3}}(?:{_TITLE_IN_ENGLISH})\b|\bwho (?:chairs|heads)\b"
)
PERSON_STATED = (
    rf"(?:{_TITLE}|[长任员记席理主者])\s*[：:]\s*{NAME}(?=[\s，、。；（(]|$)|(?:{_TITLE}){NAME}(?=[\s，、。；（(的在]|$)|"
    rf"^\s*{NAME}[ \u3000][^\n]{{0,30}}(?:{_TITLE}|院士|教授)|"
    rf"{NAME}(?:同志|院士|教授|兼任|任(?![务期何职意命])|担任|出任|当选)|由[^，。；\n]{{2,40}}(?:担任|兼任)"
)
"""How questions ask for the name of somebody in office, and how texts tell one."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of fact.

    Attributes:
        asked: found in questions that ask for it, in Simplified Chinese or English.
        stated: found in sentences that state it.
    """

    asked: re.Pattern[str]
    stated: re.Pattern[str]


def _fact(asked: str, stated: str) -> Fact:
    return Fact(re.compile(asked, re.IGNORECASE), re.compile(stated))


_ENGLISH_NUMBER = r"(?:(?<![\d,.])\d[\d,.]{0,12}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_ENGLISH_TERM = (
    rf"(?i:\b{_ENGLISH_NUMBER}[- ](?:(?:working|business|calendar|consecutive) )?"
    r"(?:years?|months?|weeks?|days?|hours?|minutes?)\b)"
)
_MONTHS = r"January|February|March|April|May(?= \d)|June|July|August|September|October|November|December"
_ENGLISH_TIME = rf"{_ENGLISH_TERM}|\b(?:{_MONTHS})\b|\b\d{{1,2}}(?:\.\d\d)? ?[ap]\.?m\b"
FACTS = {
    "penalty": _fact(
        r"罚|处分|什么后果|坐牢|判几年|\b(fined?|fines|penalt(y|ies)|punish\w*)\b",
        r"罚款|罚金|处罚|拘留|吊销|没收|处分|警告|刑事责任|有期徒刑|责令.{0,4}改正|惩戒|取缔|通报批评|"
        r"(?i:\b(?:fine[sd]?\b|penalt|imprison|revo(?:ke|cation)|prosecut|offence))",
    ),
    "time": _fact(
        r"什么时候|何时|啥时候|哪一?年|几[年月号]|哪天|哪一天|多久|多长时间|期限|截止|"
        r"(多少|几)个?(年|月|天|日|小时|工作日|星期|周)(?![轻龄])|"
        r"\b(when|(?:what|which) (?:year|month|day|date)|how (?:long|soon|quickly)|deadline|"
        r"how many (?:(?:working|business|calendar) )?(?:years|months|weeks|days|hours))\b",
        rf"\d{{4}}\s*年|(?:\d|{_NUMERAL})\s*(?:年|个?月|日|天|小时|个?工作日|周|(?:d|h|min)(?![A-Za-z]))|每[年月季]|年底|{_ENGLISH_TIME}",
    ),
    "money": _fact(
        r"多少[^，。？?]{0,6}(钱|补贴|补助|奖励|[租奖]金)|多少[^，。？?]{0,4}金|多少[元块万]|几块|几万|"
        r"[补拿领交缴收赔给]多少(?![克斤米平吨升度])|几多钱|[要用需][交缴花给]?钱[吗么不]|收钱[吗么不]|收费|租金|价格|"
        r"\bhow much\b(?! (time|blood|space|land))|\bwhat do(es)? .* (pay|get|receive|cost)\b|"
        r"\bwhat (is|are) the (price|rent|fee|cost|subsidy|allowance)s?\b",
        rf"(?:\d|{_NUMERAL})\s*[多余]?[万亿]?元|\d%|％|百分之|倍|免费|免[收缴交征]|减免|不收|无偿|"
        r"[$€£¥]\s?\d|\d\s?[$€£]|(?:\b|\d)(?:per cent|dollars?|pounds?|euros?|yuan|RMB)\b|"
        r"\b(?:free of charge|no (?:fee|charge))\b",
    ),
    "figure": _fact(
        r"多少|(?<!哪)几(?!乎|何|率|年|月|号)|多大|多高|多长|多远|百分之|比例|"
        r"\bhow (many|much|large|big|high|tall|far|deep|old)\b|\bwhat (?:[\w’'-]+ ){0,3}"
        r"(?:share|percentage|amount|target|rate|number|total|ratio|proportion|quota|limit|age|expectancy|stake|growth)\b",
        rf"(?<![图表第\d])\d|(?!一[个家人次项名]|(?<=的)一年)(?<!第){_NUMERAL}+"
        r"(?:个|家|人|户|元|年|月|日|天|倍|成|次|项|名|%|分之|周?岁|摄氏度|[条只米里克升度])",
    ),
    "person": _fact(PERSON_ASKED, rf"(?m){PERSON_STATED}"),
    "office": _fact(
        r"谁(?!都?可以|都?能|来?[赔拿领]|符合|有资格|适合|享受)|(哪个?|哪些|什么)(部门|单位|机关|机构)|"
        r"\b(who|(?:which|what) (office|department|authority|agency|ministry|body|bureau|court))\b",
        r"政府|办公[厅室]|委员会|部门|机关|[局厅部委院]|"
        r"\b(?:Office|Agency|Council|Department|Ministry|Authority|Board|Committee|Tribunal|Bureau|Commission)\b",
    ),
    "way": _fact(
        r"怎么(办|申请|弄|领|报|交|走|做)|如何|怎样|去哪|哪里|哪儿|找谁|手续|流程|材料|"
        r"\b(how (do|does|can|to|is|are)|where|apply|procedure)\b",
        r"申请|提交|办理|申报|登记|提出|程序|材料|通过|路径|网站|电话|地址|窗口|审查批准|审批|[核颁]发|发给|"
        r"(?i:\b(?:appl(?:y|ication)|submit|form|portal|online|website|by post|e-?mail)\b)",
    ),
}
"""By name; a question asks for the first one whose words it has."""


NUMERIC = ("money", "figure")
"""Kinds that are a number of a year, where one is named."""

_UNIT_ASKED = re.compile(
    r"(?:多少|几|多)(?:个?(年|月|天|日|小时|岁|米|公里|斤|公斤|条|只|次|倍|人|家|户|名|套|平米?|毫升|摄氏度|度)|(个))"
)
_DAY_ASKED = re.compile(r"几月|几号(?!文)|哪一?天")
_TERM_ASKED = re.compile(r"多久|多长时间|\bhow long\b", re.IGNORECASE)
_SHARE_ASKED = re.compile(
    r"百分之(?:几|多少)|几成(?!立)|几个百分点|比例(?:[是有为要能]|大概)*(?:多少|几多|多大|多高|几)|"
    r"\bwhat (?:percentage|percent|share|proportion)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"[%％‰]|[百千]分之|(?:\d|{_NUMERAL})成|全额|减半|一半|per ?cent", re.IGNORECASE)
_DAYS = "日|天|小时|个?工作日|[dh](?![A-Za-z])"
_TERM = "个?月|年|日|天|小时|个?工作日|周|(?:d|h|min)(?![A-Za-z])"
_UNITS = {
    "天": _DAYS, "日": _DAYS, "月": "个?月", "岁": "周?岁", "斤": "公?斤|千克",
    "公斤": "公?斤|千克", "条": "条|只", "只": "条|只", "平": "平方米|平米", "平米": "平方米|平米",
    "度": "摄氏度|度(?!假)|℃", "个": "[个家名项所座处种类件]",
}  # fmt: skip

_DAY = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]")


def unit_asked(question: str) -> re.Pattern[str] | None:
    """What states just what a question in Simplified Chinese or English asks for.

    A number in its unit (几年, 多少斤, 多久), no date; a share; a day; who holds an office, in a line of a list.
    """
    if office := re.search(_HOLDER_ASKED, question):
        return _holder_of(office[1])
    if _DAY_ASKED.search(question):
        return _DAY
    if _SHARE_ASKED.search(question):
        return _SHARE
    named = _UNIT_ASKED.search(question)
    asked = (named[1] or named[2]) if named else ""
    unit = _UNITS.get(asked, asked) or (_TERM if _TERM_ASKED.search(question) else "")
    return _number_of(unit) if unit else None


@cache
def _holder_of(office: str) -> re.Pattern[str]:
    spaced = r"\s*".join(office)
    return re.compile(rf"(?m)^\s*{spaced}\s*[：:]\s*{NAME}")


@cache
def _number_of(unit: str) -> re.Pattern[str]:
    number = rf"(?:(?<![月年\d.])(?!(?:19|20)\d\d\s*年)\d[\d,]*(?:\.\d+)?|{_NUMERAL})"
    counted = rf"{number}\s*[多余]?[万亿千百]?[多余]?\s*(?:{unit})(?:(?<=[户人家])|(?![\d一二三四五六七八九十]))"
    return re.compile(f"{counted}|{_ENGLISH_TERM}" if unit == _TERM else counted)


_MEANT = r"([\u4e00-\u9fffA-Za-z0-9·+“”]{1,20}?)"
_DEFINITION = re.compile(
    rf"^{_MEANT}的?(?:定义|含义|概念)(?:是什么|是啥|呢)?$|"
    rf"^(?:请问|那|到底|究竟)*(?:什么|啥)(?:是|叫做?|才叫|才算){_MEANT}[呢啊吗呀]*$|"
    rf"^(?:请问|那|这里的?|文件里的?|里面的?)*{_MEANT}(?:到底|究竟)?"
    r"(?:(?:是指|指的是|指)(?:什么|啥|谁|哪些)(?:人|东西|概念)?|是(?:什么|啥)意思)[呢啊吗呀]*$"
)
_WHAT_IS = re.compile(rf"^(?:请问|那)*{_MEANT}(?:到底|究竟)?是(?:什么|啥)[呢啊吗呀]*$")
_ASPECT = re.compile(
    r"(?:条件|标准|内容|时间|期限|目标|原因|范围|对象|材料|流程|手续|要求|办法|规定|任务|措施|名称|政策|依据|原则|目的|后果|"
    r"程序|方式|处罚|刑罚|责任|义务|权利|职责|区别|关系|作用|意义|好处|程度|结果|电话|地址|网址)$|的$"
)
"""What a thing has: 条件是什么 asks for no meaning."""
_OF_EACH = re.compile(r"(?:分别|各自?|都|一般|具体)$")
_CLAUSE_END = re.compile(r"[\s，,。.？?！!；;“”]+$")


def term_asked(question: str) -> str:
    """The term that a question in Simplified Chinese asks the meaning of (什么是夜市？, 夜市是指什么？), else empty."""
    bare = _CLAUSE_END.sub("", question)
    found = _DEFINITION.match(bare) or _WHAT_IS.match(bare)
    term = next(filter(None, found.groups()), "").strip("“”") if found else ""
    return "" if _ASPECT.search(_OF_EACH.sub("", term)) else term


@lru_cache(1024)
def defining(term: str) -> re.Pattern[str]:
    """A sentence that says what a term means (本办法所称夜市，是指…; 房屋的所有权人为业主。)."""
    word = re.escape(term)
    begins = r"(?:^|[^\u4e00-\u9fff]|称|的|指|和|及)"
    return re.compile(
        rf"{begins}{word}[”」]?[，,]?\s*(?:是指|系指|指的是|(?<=[，,])指)|"
        rf"所称的?[“「]?{word}[”」]?[，,]?\s*(?:包括|为|是)|以下(?:统称|简称|称)为?[“「]?{word}|[^，。；]为{word}[。；]|^{word}[:：]|"
        rf"{begins}{word}是[^，。；]{{2,40}}的[^，。；]{{1,12}}[，。；]|(?m:^)(?:第\S{{1,6}}条\s*)?{word}是(?![否由不谁])[^。；]{{8,}}[。；]"
    )


def is_term(term: str, title: str) -> bool:
    """Whether a heading is a term by its number in a standard, 3.2 助餐点 meal site."""
    return bool(term) and re.fullmatch(rf"[\d.．]+\s*{re.escape(term)}(?:\s+[A-Za-z].*)?", title) is not None


def asked_for(question: str) -> str:
    """The kind of fact a question in Simplified Chinese or English asks for, empty for any other question."""
    return next((name for name, fact in FACTS.items() if fact.asked.search(question)), "")


def asks_for_all(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks for all of something."""
    return bool(_ALL.search(question))


def asks(sentence: str) -> bool:
    """Whether a sentence is a question itself."""
    return sentence.rstrip("”’」』）) ").endswith(("？", "?"))


def states(name: str, sentence: str) -> bool:
    """Whether a sentence states a fact of this kind; False for no kind."""
    return name in FACTS and bool(FACTS[name].stated.search(sentence))
