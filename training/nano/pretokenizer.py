"""Cuts text the way llama.cpp's pre-tokenizer "gpt-2" does, before pairs are merged."""
import re
import sys
import unicodedata


def _ranges(prefix):
    """A regular expression's character class of all characters whose Unicode category begins so."""
    parts, start = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and unicodedata.category(chr(code)).startswith(prefix)
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            parts.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = None
    return "".join(parts)


LETTER, NUMBER = _ranges("L"), _ranges("N")
SPACE = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
PATTERN = re.compile(
    f"'s|'t|'re|'ve|'m|'ll|'d| ?[{LETTER}]+| ?[{NUMBER}]+| ?[^{SPACE}{LETTER}{NUMBER}]+|[{SPACE}]+(?![^{SPACE}])|[{SPACE}]+")


def split(text):
    """The pieces that merges never cross."""
    return PATTERN.findall(text)
