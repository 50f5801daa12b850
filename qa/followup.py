"""A question asked in a conversation, made whole from the one before where it does not stand alone."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.errors import QuestionError
from corpus.text import to_simplified
from qa.question import LONGEST_QUESTION, Question, understand

_END = re.compile(r"[\s?？。.!！,，]+$")
_LEAD = re.compile(
    r"^(?:(?:那么?|然后|还有|另外|再问(?:一下)?|接着问?|其中|对了|好的?|嗯|请问|我想问)[，,\s]*)+|"
    r"^(?:(?:and|but|so|then|also|ok|okay)\b[,\s]*)+",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"它|其中|(?<![各极])其(?![他它余])|上述|上面|前面|刚才|刚说|这(?!里|边|儿|样的话)|"
    r"那(?:个|些|项|条|类|种|笔|家|样|次|里)|他们|她们|该(?:项|政策|办法|资金|计划)|"
    r"\b(?:it|its|they|them|their|that|those|these|this|such|he|she|ones?)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"(?:呢|又如何|怎么样|也是(?:这样)?吗|也一样吗|也有吗|也行吗|也可以吗)$|^(?:(?:and|but) )?(?:what|how) about\b|"
    r"^(?:and|but|or)\b(?!.*\b(?:is|are|do|does|did|can|could|will|would|should|how|what|who|where|when)\b)",
    re.IGNORECASE,
)
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
_BARE, _LITTLE, _MUCH = 1.0, 4, 7
"""Content, in words (two Chinese characters count as one), below which a question cannot stand alone: always, when
it points back or asks for the same of something else, and never when there is more."""


def in_conversation(question: str, history: Iterable[str] = ()) -> Question:
    """Understand a question after those asked before it.

    Args:
        question: as typed.
        history: the earlier questions of the conversation as typed, oldest first.

    Raises:
        QuestionError: the question itself is empty or overlong; earlier ones that are do not matter.
    """
    earlier: Question | None = None
    for said in history:
        try:
            earlier = follow(understand(said), earlier)
        except QuestionError:
            continue
    return follow(understand(question), earlier)


def follow(question: Question, earlier: Question | None) -> Question:
    """The question itself where it stands alone; else with the words, the place and the years of the earlier one.

    A question leans on the one before when almost nothing in it says what it is about (一年多少钱？), when
    it asks the same of something else (那26个县呢？), or when it points back (它归谁管？) and says little else.
    """
    if earlier is None or not leans(question.text):
        return question
    rest = _END.sub("", _SAME.sub("", _LEAD.sub("", _END.sub("", question.text))))
    added = understand(rest) if any(map(str.isalnum, rest)) else question
    above = _END.sub("", earlier.text)
    for year in earlier.years if added.years else ():
        above = above.replace(f"{year}年", "")
    if added.place.name and earlier.place.name in above:
        above = above.replace(earlier.place.name, "", 1)
    whole = f"{above} {rest}".strip()
    if len(whole) > LONGEST_QUESTION:
        return question
    both = understand(whole)
    return replace(
        both,
        follows=True,
        parts=question.parts,
        language=question.language,
        expansion="" if question.language == "en" else both.expansion,
        fact=question.fact or earlier.fact,
        wanted=question.wanted if question.fact or question.wanted.details else earlier.wanted,
        place=added.place if added.place.name else earlier.place,
        years=added.years or earlier.years,
    )


def leans(text: str) -> bool:
    """Whether a question needs the one before it to be understood."""
    plain = _END.sub("", to_simplified(text))
    bare = _LEAD.sub("", _SAME.sub("", plain))
    content = _content(bare)
    points = bool(_POINTS_BACK.search(bare) or _SAME.search(plain))
    return content <= _BARE or (points and content <= _LITTLE) or (bare != plain and points and content <= _MUCH)


def _content(text: str) -> float:
    """How much in a question says what it is about, in words."""
    rest = _EMPTY.sub(" ", _POINTS_BACK.sub(" ", text))
    return len(_WORD.findall(rest)) + len(_HAN.findall(rest)) / 2
