"""A question asked in a conversation, made whole from the one before where it does not stand alone."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.errors import QuestionError
from corpus.places import OF_EACH, listed_places
from corpus.text import to_simplified
from qa.courtesy import is_courtesy
from qa.lookup import asks_for_part
from qa.question import LONGEST_QUESTION, Question, understand
from qa.thesaurus import expand
from qa.years import without_years

_END = re.compile(r"[\s?？。.!！,，]+$")
_LEAD = re.compile(
    r"^(?:(?:那么?(?![里边儿个些项条类种笔家样次])|咁|然后|还有|另外|再问(?:一下)?|接着问?|其中|对了|好的?|嗯|请问|我想问|"
    r"(?:不是?|不对|错了)(?:[，,\s]+|(?=我))(?:我(?:是)?(?:说|问|指|讲)的?(?:是)?)?|我(?:是)?(?:说|问|指|讲)的是)[，,\s]*)+|"
    r"^(?:(?:and|but|so|then|also|ok|okay|no|i mean(?:t)?)\b[,\s]*)+",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?<!其)他(?!人)|它|她|这|佢|咁|嗰|呢[个啲]|后来|之后|刚才|不是|不对|我(?:是)?(?:说|问|指|讲)的|对了|其中|前者|后者|"
    r"i mean\b",
    re.IGNORECASE,
)
"""What a question begins with that goes on from another."""
_TURNS = re.compile(
    r"对了|另外|顺便|换个?(?:话题|问题|事)|再问[一]?个|我?还想(?:再)?(?:知道|问|了解)|by the way|another question",
    re.IGNORECASE,
)
"""What a question begins with that turns to something else."""
_CASE = re.compile(r"要是|如果|万一|之前|what if\b", re.IGNORECASE)
"""What a question begins with that goes on from another, or puts a case of its own."""
_OWN_CASE = re.compile(r"那|(?:and|but|so|then)\b|我|没|不|最|现在|[去今]年|再|还|有什么|要")
"""What a question begins with that says whose case it is, or asks on."""
_POINTS_BACK = re.compile(
    r"它|其中|(?<![各极])其(?![他它余])|上述|上面|前面|刚才|刚说|这(?!里|边|儿|样的话)|"
    r"那(?:个|些|项|条|类|种|笔|家|样|次|里|边|儿)|(?<!其)他们?(?!人)|她们?|佢|嗰|呢[个啲]|前者|后者|该(?:项|政策|办法|资金|计划)|"
    r"\b(?:it|its|they|them|their|that|those|these|this|such|he|she|ones?)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"(?:呢|又如何|怎么样|也是(?:这样)?吗|也一样吗|也有吗|也行吗|也可以吗)$|^(?:(?:and|but) )?(?:what|how) about\b|"
    r"^(?:and|but|or)\b(?!.*\b(?:is|are|do|does|did|can|could|will|would|should|how|what|who|where|when)\b)",
    re.IGNORECASE,
)
_ASKS_ITSELF = re.compile(r"多少|几|什么|怎|如何|哪|谁|吗|\b(?:how|who|where|when|which)\b", re.IGNORECASE)
_EMPTY = re.compile(
    r"多少|几[个家年月天次项人倍成]?|什么时候|什么|怎么样?|怎样|如何|哪些|哪个|哪里|哪|谁|为什么|为啥|啥|吗|呢|吧|啊|了|的|"
    r"申请|申报|办理|条件|材料|流程|手续|期限|标准|金额|比例|范围|对象|名额|原因|目标|内容|要求|支持|"
    r"政府|省里|县里|市里|国家|部门|单位|"
    r"是|有|要|能|会|可以|需要|应该|给|到|在|由|对|和|与|或|就|都|也|还|一共|总共|具体|大概|每年|一年|每个月|钱|人|去|来|做|办|用|为|上|下|里|从|得|这样|那样|一样|那么|这么|"
    r"\b(?:how|what|when|who|where|which|why|whose|many|much|long|often|is|are|was|were|be|do|does|did|can|could|will|would|should|"
    r"apply|application|conditions?|documents?|deadline|amount|limit|criteria|requirements?|support|pays?|government|office|"
    r"the|a|an|of|for|to|in|on|at|by|per|year|month|money|each|every|any|there|and|or|i|we|you|get|have|has|need|exactly|total)\b",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9]+")
_NOTHING, _BARE, _SOME, _LITTLE, _MUCH = 1.0, 2.5, 3.0, 6.0, 7.0
"""Content, in words (two Chinese characters count as one), up to which a question leans on the one before: one that
cannot stand alone at all; any; one that begins with a case of its own; one that points back or goes on from another;
one that does both."""


def in_conversation(question: str, history: Iterable[str] = ()) -> Question:
    """Understand a question after those asked before it, by their words alone; `qa.answer` heeds what is found, too.

    Args:
        question: as typed.
        history: the earlier questions of the conversation as typed, oldest first; what asks nothing (谢谢) is left out.

    Raises:
        QuestionError: the question itself is empty or overlong; earlier ones that are do not matter.
    """
    earlier: Question | None = None
    for said in history:
        try:
            earlier = earlier if is_courtesy(said) else follow(understand(said), earlier)
        except QuestionError:
            continue
    return follow(understand(question), earlier)


def follow(question: Question, earlier: Question | None, anyway: bool = False) -> Question:
    """The question itself where it stands alone; else with the words, the place and the years of the earlier one.

    A question leans on the one before when little in it says what it is about (一年多少钱？), when
    it asks the same of something else (那26个县呢？), or when it points back (它归谁管？) and says little else.
    Of the questions before it only the last that stood alone counts, and of what leant on that the last thing
    asked about (那26个县呢？).

    Args:
        anyway: whether it is taken to lean on the one before whatever it says.
    """
    if earlier is None or not (anyway or leans(question.text)):
        return question
    rest = _END.sub("", _SAME.sub("", _LEAD.sub("", _END.sub("", question.text))))
    added = understand(rest, question.day) if any(map(str.isalnum, rest)) else question
    above = _END.sub("", earlier.base or earlier.text)
    if added.years:
        above = without_years(above, earlier.years, earlier.day)
    listed, before, behind = listed_places(to_simplified(above))
    if added.place.name and listed and len(before + behind) < len(above):
        above = OF_EACH.sub("", above[: len(before)] + above[len(above) - len(behind) :], count=1)
    elif added.place.name and earlier.place.name:
        above = re.sub(rf"{earlier.place.name}[省市县区]?", "", above, count=1)
    another = asks_the_same(question.text)
    focus = rest if another else earlier.focus
    whole = " ".join(filter(None, (above, focus if another else f"{focus} {rest}".strip())))
    if len(whole) > LONGEST_QUESTION:
        return question
    both = understand(whole, question.day)
    return replace(
        both,
        follows=True,
        base=above,
        focus=focus,
        parts=question.parts or (() if another else (added,)),
        language=question.language,
        expansion="" if question.language == "en" else both.expansion,
        fact=question.fact or (both.fact if another else earlier.fact),
        wanted=question.wanted if question.fact or question.wanted.details else both.wanted,
        place=added.place if added.place.name else earlier.place,
        years=added.years or earlier.years,
        now=added.now if added.years else earlier.now,
    )


def leans(text: str) -> bool:
    """Whether a question needs the one before it to be understood, if only to tell the document of an article."""
    if asks_for_part(text):
        return True
    plain, content, points = _measured(text)
    goes_on = bool(_BEGINS.match(plain) or _CASE.match(plain))
    return (
        content <= _BARE
        or (content <= _SOME and bool(_OWN_CASE.match(plain)))
        or (content <= _LITTLE and (points or goes_on))
        or (content <= _MUCH and points and goes_on)
    )


def may_stand_alone(text: str) -> bool:
    """Whether a question that leans on the one before only for how little it says may be a new one all the same."""
    plain, content, points = _measured(text)
    return content >= _NOTHING and not (points or _BEGINS.match(plain) or asks_for_part(text))


def turns_away(text: str) -> bool:
    """Whether a question says itself that it asks of something else (对了…, 我还想知道…)."""
    return bool(_TURNS.match(_END.sub("", to_simplified(text)))) and _measured(text)[1] >= _BARE


def subject(text: str) -> tuple[str, ...]:
    """The words that say what a question is about, with the policy terms for them, in Simplified Chinese."""
    rest = _EMPTY.sub(" ", _POINTS_BACK.sub(" ", _LEAD.sub("", _END.sub("", to_simplified(text)))))
    words = [word for word in rest.split() if len(word) > 1]
    return tuple(dict.fromkeys(term for word in words for term in (word, *expand(word))))


def _measured(text: str) -> tuple[str, float, bool]:
    """A question in Simplified Chinese, how much it says, and whether it points back or asks the same of another."""
    plain = _END.sub("", to_simplified(text))
    bare = _LEAD.sub("", _SAME.sub("", plain))
    return plain, _content(bare), bool(_POINTS_BACK.search(bare) or _SAME.search(plain))


def asks_the_same(text: str) -> bool:
    """Whether a question asks what was asked before of something else (那26个县呢？), or puts it right."""
    plain = _END.sub("", to_simplified(text))
    return bool(_SAME.search(plain)) and not _ASKS_ITSELF.search(_SAME.sub("", plain))


def _content(text: str) -> float:
    """How much in a question says what it is about, in words."""
    rest = _EMPTY.sub(" ", _POINTS_BACK.sub(" ", text))
    return len(_WORD.findall(rest)) + len(_HAN.findall(rest)) / 2
