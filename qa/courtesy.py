"""What is said in a conversation without asking anything: greetings, thanks."""

import re

from corpus.text import to_simplified

_WORDS = re.compile(
    r"(?:谢谢|多谢|感谢|唔该|谢啦|谢了|好[的吧嘞咧]?|嗯|哦|噢|明白了?|知道了?|了解了?|清楚了?|懂了|收到|行了?|可以了|没事了?|没问题了?|"
    r"你好|您好|早上好|早安|下午好|晚上好|晚安|嗨|哈[喽啰]|再见|拜拜|辛苦了?|很有帮助|帮大忙了|在吗|在不在|你是谁|您是谁|"
    r"你能做什么|你会什么|你|您|大家|啊|呀|啦|哈|了|哟|太|真|很|非常|[\s，,。.！!~～、?？])++|"
    r"(?:thx|thanks?(?: you| a lot| so much| very much)?|many thanks|ok(?:ay)?|got it|i see|great|perfect|hello|hi|"
    r"good(?: (?:morning|afternoon|evening))?|hey|(?:good)?bye|cheers|that helps|"
    r"who are you|what can you do|[\s,.!?])++",
    re.IGNORECASE,
)


def is_courtesy(text: str) -> bool:
    """Whether something typed asks nothing of the documents (谢谢, 你好, Thanks!)."""
    return bool(_WORDS.fullmatch(to_simplified(text))) and any(map(str.isalnum, text))
