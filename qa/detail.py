"""Details: facts of a form that can be told, an amount or a day, without which a question has no answer."""

import re
from dataclasses import dataclass

from corpus.records import Document
from qa.fact import NAME, PERSON_ASKED, PERSON_STATED

_NUMERAL = "[一二三四五六七八九十百千万两〇零壹贰叁肆伍陆柒捌玖拾半]"
_NUMBER = rf"(?:\d|{_NUMERAL})"
_ONLINE = (
    r"网(?:站|上|址|页|厅)|官网|APP|小程序|公众号|平台[上申办填提进登]|"
    r"(?:通过|登[录陆]|[在到上])[^，。]{0,12}(?:平台|系统)"
)
_SOON = r"长期|终身|永久|及时|立即|随时|即[日时]|当[日天]|期[满间限]|届满|之[前后日]|以[前后]|[前后][，。、应须要向]"
_UNIT_OF_TIME = r"(?<![A-Za-z\d.-])\d{1,4} ?(?-i:d|h|min)(?![A-Za-z])"
"""72 h, as standards have it; 3D is none."""
_SENTENCE = re.compile(r"[。；;\n]")
_FINE = r"罚款|罚金"
_ROLE = r"老板|负责人|法人代表|[院园校会馆所站队店]长|经理|店主|房东|老师|医生|联系人|管理员|经办人"
OBJECTS = "个家所项名户台条只次辆张处座本亩类组种间位棵头件套场部"
"""What things are counted by."""
_DOCUMENT_NUMBER = r"文号|文件号|发文字号|几号文|发几号|\b(?:document|reference) number\b"
_BESIDE = (
    ("number", re.compile(_DOCUMENT_NUMBER, re.IGNORECASE)),
    ("expires", re.compile(r"失效|到期|有效|作废|\b(?:expires?|valid)\b", re.IGNORECASE)),
    ("in_force", re.compile(r"施行|生效|实施|执行|\b(?:force|effect)\b", re.IGNORECASE)),
    ("date", re.compile(r"发布|印发|出台|公布|发文|成文|[发出]的|\b(?:issued|published|released)\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Detail:
    """A fact of a form that can be told.

    Attributes:
        zh, en: what it is called where it is missing.
        asked: found in questions that ask for it, in Simplified Chinese or English.
        stated: found in texts that state one, in Simplified Chinese or English; rather too often than too seldom.
        near: whether a quote must state it; otherwise the measure that is quoted may name it anywhere.
        but: sentences that hold this speak of another such fact: a fine is no price.
    """

    zh: str
    en: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]
    near: bool = True
    but: re.Pattern[str] | None = None

    def stands_in(self, text: str) -> bool:
        """Whether a text in Simplified Chinese or English states it."""
        if self.but is None:
            return bool(self.stated.search(text))
        return any(self.stated.search(one) and not self.but.search(one) for one in _SENTENCE.split(text))


def _detail(zh: str, en: str, asked: str, stated: str, but: str = "") -> Detail:
    other = re.compile(but) if but else None
    return Detail(zh, en, re.compile(asked, re.IGNORECASE), re.compile(stated, re.IGNORECASE), but=other)


NAMES = _detail(
    "名单",
    "their names",
    r"名单|叫什么名字|列全|(?<![这那])哪(?:\d+|[二三四五六七八九十]+|几)[个家所](?!月|工作日|部门|方面|环节|小时)|"
    r"\d+[个家所项][^，。]{0,14}(?:是|指|包括)哪(?:些|几|\d+)",
    r"名单|[^，。；、]{2,12}、[^，。；、]{2,12}|[”》][“《]|[①②]|^[（(]?[一二1][）)、.．]",
)

FINES = Detail(
    "罚款数额",
    "the amount of the fine",
    re.compile(r"罚款?(?:是|要|得|会)?(?:多少|几[千百万块])|罚.{0,6}多少钱"),
    re.compile(r"罚款|罚金|处罚"),
    near=False,
)
"""Asked for, no amount that is no fine is wanted."""

DETAILS = (
    _detail(
        "文号",
        "the document number",
        _DOCUMENT_NUMBER,
        r"[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*第?\s*\d+\s*号|第\s*\d+\s*号",
    ),
    _detail(
        "电话号码",
        "a telephone number",
        r"(?:电话|热线)(?:号码)?(?:是|要?打)?(?:多少|几多|几号|哪个|什么)|(?:电话|热线)号码|打(?:什么|哪个|多少|几号)(?:电话|热线|号)|"
        r"\b(?:what|which) (?:is|are) .{0,30}\b(?:hotline|phone number)|\b(?:what|which) (?:hotline|phone number)",
        r"[热专]线|12\d{3}|9\d{4}|\d{3,4}\s*[-—－)）]\s*\d{3,4}[\s-]?\d{3,4}|\d{4}\s*-\s*\d{4}|\d{7,}|1[12]\d\b|电话[：:]",
    ),
    _detail(
        "网址、电话等联系途径",
        "a website or telephone number",
        r"网址(?:是|多少|$)|什么网址|联系方式|(?:哪个?|什么|哪些)(?:网站|网页|APP|小程序|公众号)|"
        r"(?:电话|热线|邮箱)(?:号码)?(?:是|多少|号码)|^[^打接留给]{0,8}(?:电话|热线|邮箱)$|"
        r"(?:哪个|什么|几号|留个?)(?:电话|热线)|\b(?:which|what) (?:web ?site|app|phone number|e-?mail)\b",
        rf"{_ONLINE}|微信|电话|[热专]线|邮箱|\d{{3,4}}-?\d{{3,4}}[\s-]?\d{{3,4}}|\b1\d{{4}}\b|@|"
        r"web ?site|phone|e-?mail",
    ),
    NAMES,
    _detail(
        "姓名",
        "the name of a person",
        rf"{PERSON_ASKED}|(?:{_ROLE})[^，。]{{0,4}}(?:叫什么|叫啥|是谁|姓什么|贵姓|什么名字)",
        rf"(?m){PERSON_STATED}|(?:{_ROLE})(?:\s*[：:]\s*|\s+){NAME}(?=[\s，、。；（(]|$)|{NAME}(?:先生|女士|同志)",
    ),
    _detail(
        "由谁出钱",
        "who pays",
        r"谁来?(?:掏|付|支付|出(?![具示台去来席面现国境生租售让]))(?:钱|费用?)?[呢啊呀]?(?![\u4e00-\u9fff])|谁来?(?:承担|负担)[^，。]{0,6}费|费用?由?谁来?(?:承担|负担)|"
        r"\bwho (?:pays|bears|covers)\b",
        r"承担|负担|支付|缴[纳付]|列支|自[费理付掏]|免费|不收|无偿|财政|补[贴助]|[出掏付]资|经费|费用|资金|"
        r"由[^，。；]{1,16}(?:出|付|解决|提供|补|负责|保障)|\b(?:pa(?:y|id)|borne|expense|cost|free)",
    ),
    _detail(
        "钟点",
        "an hour of the day",
        r"(?<![哪下意为有足])几点(?=[到至开关上下钟起来去吃熄断放供停收营可能才之以前后呢]|$)|"
        r"\bwhat time\b(?! (?:limit|frame|period|span))|\bopening hours\b",
        r"时间|时段|定时|全天|全日|昼夜|24\s*小时|\b\d{1,2} ?[ap]\.?m\b|"
        rf"\d{{1,2}}\s*[:：]\s*\d\d|{_NUMBER}\s*[点时](?!间|期|段|候|限)",
    ),
    _detail(
        "报销比例",
        "the share that is reimbursed",
        r"报销[^，。]{0,4}(?:多少|几成|比例|百分之几)|能报(?:多少|几成)",
        r"(?:报销|支付|赔付|补偿|负担|承担|补[助贴]|给予)[^，。；]{0,24}(?:[%％]|百分之|元)|(?:[%％]|百分之)[^，。；]{0,12}(?:报销|支付|赔付|补偿|补[助贴])",
    ),
    _detail(
        "刑期",
        "the prison term",
        r"判(?:刑)?(?:多少|几)年|判多久|坐(?:多少|几)年牢|坐牢.{0,3}(?:多久|几年)",
        r"徒刑|死刑|拘役|管制|刑事责任|依法惩处",
    ),
    _detail(
        "材料",
        "the papers to bring",
        r"(?:什么|哪些|啥|哪几[样种])(?:申请|证明)?(?:材料|资料|证件)|材料(?:是什么|有哪些|清单)|(?:(?<!能)[带交](?:什么|啥|哪些)$)|[带交](?:什么|啥|哪些)(?:去|来|材料|东西|资料|证件)",
        r"提[交供](?!升|高|前)|出[示具]|携带|凭|材料|资料|复印件|原件|申[请报][表书]|登记表|回执|证明|户口[簿本]|身份证|下列文件|以下文件",
    ),
    _detail(
        "比例",
        "a percentage",
        r"百分之(?:几|多少)|几个(?:百分)?点|几[%％]|几成(?!立)|几几[分开]|多少比例|比例(?:是|有|为|要)?(?:多少|多大|多高)|"
        r"占(?:多少|几|多大)|[利税费]率(?:一般|大概|是|有|在|落在)*(?:多少|几|多高)|"
        r"\bwhat (?:percentage|percent|share|proportion)\b|\bwhat .{0,20}\b(?:interest|tax) rate\b|"
        r"\b(?:minimum|maximum) .{0,30}\b(?:ratio|rate|percentage|share)\b",
        rf"[%％‰]|百分|千分|分之|{_NUMBER}成|{_NUMBER}倍|{_NUMBER}个?[点分]|\d\s*[:：]\s*\d|[一过]半|半数|基准利率|LPR|percent",
        but=_FINE,
    ),
    FINES,
    _detail(
        "金额",
        "an amount of money",
        r"多少(?:钱|元|块|[万亿](?=[元块钱吧呢啊才就]|[^\u4e00-\u9fff]|$)|补贴|补助|奖励|奖金|资金|经费|费用|租金|担保费|安家费|产值)|"
        rf"多少(?![{OBJECTS}])[\u4e00-\u9fff]{{1,4}}?(?:资金|经费|费用?|补[贴助]|津贴|奖[励金]|贷款|投资|保证金)(?![\u4e00-\u9fff])|"
        r"几(?:块钱|万(?![家人个户亩公平])|[千百]块)|[补罚要交给收奖花]几块|"
        r"(?:[补拿领交缴收赔给拨奖花贴]|便宜)[到得]?(?:多少|几万|几千)(?![个家人天年次名份套户亩条项村克斤米平吨升度]|学生|材料|公[斤里顷])|"
        r"(?:费用?|金|钱|价格?|津贴|补贴|补助|工资|产值|(?<!名)额度?|经费|奖励)[是有要能给拿]?(?:大概)?"
        r"(?:多少|几|多大|多高)(?!个?[天日月年周号]|个?工作日)|"
        r"(?:费用?|租金|价钱?)[是要]?怎么收|(?:资本|出资)[^，。]{0,6}多少|(?:盘子|产值|额度|资金规模)有?多大|[资基]金.{0,4}规模.{0,3}(?:多大|多少)|"
        r"\bhow much (?:money|does|do|is|are|will|can|per)\b|\bwhat do(?:es)? .{0,40}\bcosts?\b|"
        r"\bwhat (?:is|are) the (?:price|rent|fee|cost|subsidy|allowance)s?\b",
        rf"{_NUMBER}\s*[多余]?[万亿千百]?\s*(?:元|港币|英镑|人民币)|元[）)」]?[^。]{{0,4}}\d|[%％‰]|百分之|分之|"
        rf"{_NUMBER}[倍成折]|免费|免收|免征|免[缴交除]|不收|无偿|全额|减半|[$€£]|\b(?:yuan|dollars?|RMB)\b|"
        r"(?:金额|补[贴助]|标准|[费价奖])[^：\n]{0,12}：\s*\d[\d,.]*\s*(?:\n|$)",
        but=_FINE,
    ),
    _detail(
        "天数或年数",
        "a number of days or years",
        r"(?:多少|(?<![近这好过十前后头那])几)个?(?:天|小时|工作日|月|年|周|星期)(?![轻级])",
        rf"(?<![\d比])(?:\d{{1,3}}|{_NUMERAL})\s*(?:年(?![度比])|个?月|日|天|小时|分钟|秒|个?工作日|周|季|学期)|{_UNIT_OF_TIME}|"
        r"长期|终身|永久|及时|立即|随时|即[日时]|当[日天场]|\d(?:小时|[学课]时)|每(?!年度)(?:半|个|一|两)?[年季月周日天]|年[底末初终]|\d{4}\s*年[^，。]{0,6}至|"
        r"\b(?:years?|months?|weeks?|days?|hours?|immediately|within|until)\b",
    ),
    _detail(
        "期限",
        "a term",
        r"多久|多长时间|(?:多少|(?<![近这好过十前后头那])几)个?(?:天|小时|工作日|月|年|周|星期)(?![轻级])|"
        r"\bhow (?:long|soon)\b|\bhow many (?:years|months|weeks|days|hours)\b",
        rf"(?<![\d比])(?:\d{{1,3}}|{_NUMERAL})\s*(?:年(?![度比])|个?月|日|天|小时|分钟|秒|个?工作日|周|季|学期)|{_UNIT_OF_TIME}|{_SOON}|"
        r"\d(?:小时|[学课]时)|每(?!年度)(?:半|个|一|两)?[年季月周日天]|"
        r"年[底末初终]|\d{4}\s*年[^，。]{0,6}至|\b(?:years?|months?|weeks?|days?|hours?|immediately|within|until)\b",
    ),
    _detail(
        "时间",
        "a time",
        r"(?:什么时候|何时|啥时候|几时)(?!可以|能|需|要|应|才|必须|不|算|会|[与和跟向])|哪一?年|哪天(?!算|开始)|哪一天|哪个月|"
        r"(?<![近这好过十前后头那])几[月号]|截止(?:日期|时间)|"
        r"\bwhen (?:did|was|were)\b|\bwhat (?:year|date|day)\b|\bdeadline\b",
        rf"{_NUMBER}\s*(?:年|个?月|日|天|小时|个?工作日|周|季|学期|点)|{_UNIT_OF_TIME}|[每当次]\s*[年月季周日天]|年[底末初终]|之日|日起|{_SOON}|"
        r"\d{1,4}[-/.]\d|\b(?:years?|months?|weeks?|days?|19\d\d|20\d\d|immediately|before|after|until|within)\b",
    ),
    _detail(
        "大小",
        "a size",
        r"面积.{0,6}(?:多大|多少|要求)|(?<!得)多[高远重](?![的新])|多少(?:平|亩|公[里斤顷]|米|吨)|多大的?面积|几个?平(?:方米?|米)(?!均)|"
        r"\bhow (?:big|large|high|heavy)(?! (?:is|are) the (?:fine|penalt))\b",
        rf"{_NUMBER}\s*[万千百]?\s*(?:平|米|公[里斤顷]|千克|㎡|[亩吨倍层厘])|\d",
    ),
    _detail(
        "数目",
        "a number",
        rf"(?:有|共|要|达到?|[建设办招收选](?:了|成)?|最多|至少)(?:了|过)?几[{OBJECTS}](?!方面|条件|步|阶段|部分|数|钱)|"
        r"(?<![这那哪好近前后十第有些])几(?:[张节头棵辆]|[个名](?:人(?!才)|$|[了？?]))|"
        rf"多少[{OBJECTS}人]|\bhow many (?!years|months|weeks|days|hours|percent)",
        rf"(?<![\d图表第-])(?!(?:19|20)\d\d\s*[年-])\d[\d,.]*\s*[多余]?[万亿千百]?[多余]?\s*(?![\d年月日元%％号./:：-])|"
        rf"(?<!第)(?!一[{OBJECTS}人])[一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾]+\s*[{OBJECTS}人户倍成名种]|"
        r"[一二三四五六七八九十]是|[二三四五六七八九十\d]分之[一二三四五六七八九\d]|半数|(?:只|仅|限|设立?|建)[^，。]{0,6}一[个家所]|[（(][一二三四五六七八九十]+[）)]|每[个家所]|全覆盖|唯一|均|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b",
    ),
    _detail(
        "条件",
        "the conditions",
        r"(?:什么|哪些|哪几[条个]|啥)硬?(?:条件|门槛|资格)|条件(?:是什么|有哪些)|"
        r"\bwhat (?:conditions|requirements|criteria)\b",
        r"(?<!有)条件|具备|符合|满足|须|应|不得|以[上下内]|不低于|不超过|不少于|要求|标准|资格|具有|的[，、；,;]|[（(][一1][）)]|限于|"
        r"通过|经[^，。]{2,30}(?:同意|批准)|"
        r"\b(?:must|shall|conditions?|require\w*)\b",
    ),
    _detail(
        "办理途径",
        "how to apply",
        r"(?:怎么|如何|怎样|咋)去?(?:申请|申报|报名|办理|报|申领|领|登记|备案)|去哪[里儿]?(?:申请|报名|办|领|交)|"
        r"\b(?:how|where) (?:do|can|does|should|to) .{0,30}\b(?:apply|register|enrol\w*|sign up)\b",
        rf"申请|申报|报名|报送|提交|提出|办理|登记|材料|受理|推荐|填[写报]|{_ONLINE}|窗口|电话|联系|热线|邮|预约|扫码|"
        r"审[批核]|备案|核定|认定|程序|流程|凭|到[^，。]{1,20}[领办交]|\b(?:apply|application|register|submit)\w*",
    ),
)
"""A clause of a question asks for the first whose words it has."""


def beside(document: Document, question: str) -> tuple[str, ...]:
    """What is known of a document beside its text that a question in Simplified Chinese or English may ask for."""
    return tuple(str(getattr(document, name)) for name, asked in _BESIDE if asked.search(question))
