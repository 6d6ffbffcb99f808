"""Reads what the model wrote back into reasoning, text and calls."""
import re
from dataclasses import dataclass

CALL = re.compile(r"<tool_call>\n<function=([^>\n]*)>\n(.*?)</function>\n</tool_call>", re.S)
PARAMETER = re.compile(r"<parameter=([^>\n]*)>\n(.*?)\n</parameter>\n", re.S)


@dataclass
class Response:
    """One answer."""
    reasoning: str
    text: str
    calls: list  # (name, {parameter: text})


def parse(raw, thinks):
    """Splits an answer as generated after the opening of the turn."""
    raw = raw.removesuffix("<|im_end|>")
    reasoning, _, rest = raw.partition("\n</think>\n") if thinks else ("", "", raw)
    calls = [(name, dict(PARAMETER.findall(body))) for name, body in CALL.findall(rest)]
    return Response(reasoning, CALL.sub("", rest), calls)
