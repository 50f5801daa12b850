"""Questions that do not say what they are about (有什么规定？, 多久？)."""

import re

from corpus.text import to_simplified

_SAYS_NOTHING = re.compile(
    r"(?:什么|怎么样?|怎样|如何|哪[些个里儿]?|谁|多[少久长大高]|几[个天年月次]?|啥|是否|能不能|可不可以|有没有|要不要|为什么|"
    r"规定|标准|处罚|罚款?|条件|材料|手续|流程|程序|要求|时间|期限|申请|申报|办理?|领取?|交|提交|准备|需要|应该|必须|可以|钱|费用?|"
    r"请问|想问|我想?|你们?|一下|知道|了解|这|那|是|有|要|能|会|得|去|来|到|在|找|给|用|花|收|拿|的|了|吗|呢|吧|啊|呀|"
    r"一共|总共|最多|最长|具体|主要|相关|有关|都|还|就|才|算|[\s，,。.？?！!、；;：:])++|"
    r"(?:\b(?:what|how|who|where|when|which|much|many|long|is|are|do|does|can|could|should|must|will|would|the|a|an|i|we|you|there|"
    r"to|for|of|it|any|need|needed|have|get|apply|requirements?|conditions?|documents?|materials?|procedures?|"
    r"standards?|penalt(?:y|ies)|fines?|rules|money|cost|costs|please|tell|me)\b|[\s,.?!’'])++",
    re.IGNORECASE,
)


def says_nothing(question: str) -> bool:
    """Whether a question does not say what it is about, and only asks for rules, money, days, papers or an office."""
    return bool(_SAYS_NOTHING.fullmatch(to_simplified(question)))
