"""A byte-level BPE tokenizer whose tokens are those that llama.cpp computes from the exported vocabulary."""
import json
import re

from . import chat, gguf, pretokenizer

CONTROL = [chat.BOS, "<|end_of_sentence|>", "<|im_start|>", "<|im_end|>"]
MARKUP = ["<think>", "</think>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>"]
# Fixed text of the prompt as one token each: it carries no information, so the model should not spend its context on it.
PHRASES = [
    chat.TOOLS_START, *(text for text in chat.TOOLS_END if text not in MARKUP and len(text) > 10),
    '{"type": "function", "function": {"name": "', '", "description": "',
    '", "parameters": {"type": "object", "properties": {', '": {"type": "', '}, "required": ["', '"]}}}', '", "items": {"type": "string"}}',
]
SPECIALS = CONTROL + MARKUP + PHRASES
END_OF_TURN = "<|im_end|>"
TYPE_NORMAL, TYPE_CONTROL, TYPE_USER_DEFINED = 1, 3, 4


def byte_letters():
    """The printable letter that stands for each byte in GPT-2 vocabularies."""
    shown = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return {byte: chr(byte) for byte in shown} | {byte: chr(256 + i) for i, byte in enumerate(hidden)}


LETTERS = byte_letters()
BYTES = {letter: byte for byte, letter in LETTERS.items()}
SPACE = LETTERS[0x20]


def letters(text):
    """Text as a GPT-2 vocabulary spells it."""
    return "".join(LETTERS[byte] for byte in text.encode("utf-8"))


class Tokenizer:
    """Turns text into token numbers and back."""

    def __init__(self, merges):
        self.merges = [tuple(pair) for pair in merges]
        self.ranks = {pair: rank for rank, pair in enumerate(self.merges)}
        self.tokens = [LETTERS[b] for b in range(256)] + [a + b for a, b in self.merges] + SPECIALS
        self.types = ([TYPE_NORMAL] * (256 + len(self.merges)) + [TYPE_CONTROL] * len(CONTROL)
                      + [TYPE_USER_DEFINED] * (len(MARKUP) + len(PHRASES)))
        self.numbers = {token: number for number, token in enumerate(self.tokens)}
        # llama.cpp cuts out longer special tokens first, whatever stands left of them.
        self._cuts = [re.compile("(" + re.escape(s) + ")") for s in sorted(SPECIALS, key=len, reverse=True)]
        self._known = {}

    @classmethod
    def load(cls, path):
        """Reads the merges from a JSON file, or from a model that was exported with them."""
        if path.endswith(".gguf"):
            return cls(pair.split(" ") for pair in gguf.read(path)[0]["tokenizer.ggml.merges"])
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file)["merges"])

    def save(self, path):
        """Writes the merges to a JSON file."""
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"merges": self.merges}, file, ensure_ascii=False, indent=0)

    def __len__(self):
        return len(self.tokens)

    def number(self, token):
        """The number of a special token."""
        return self.numbers[token]

    def roots(self):
        """For each token the one that it is without its leading space; itself where there is none."""
        return [self.numbers.get(token[1:], number) if token[0] == SPACE else number for number, token in enumerate(self.tokens)]

    def encode(self, text):
        """The tokens of a text in which special tokens are recognised."""
        numbers = []
        for part in self._fragments([text], 0):
            if part in SPECIALS:
                numbers.append(self.numbers[part])
            else:
                for piece in pretokenizer.split(part):
                    numbers += self._piece(piece)
        return numbers

    def decode(self, numbers):
        """The text of tokens, special ones spelled out."""
        data = b"".join(self._bytes(number) for number in numbers)
        return data.decode("utf-8", "replace")

    def _bytes(self, number):
        token = self.tokens[number]
        return token.encode("utf-8") if self.types[number] != TYPE_NORMAL else bytes(BYTES[letter] for letter in token)

    def _fragments(self, parts, level):
        for cut in self._cuts[level:]:
            parts = [piece for part in parts for piece in ([part] if part in SPECIALS else cut.split(part)) if piece]
        return parts

    def _piece(self, piece):
        known = self._known.get(piece)
        if known is None:
            known = self._known[piece] = [self.numbers[token] for token in merge(list(letters(piece)), self.ranks)]
        return known


def merge(tokens, ranks):
    """Joins neighbours, the pair of lowest rank first and leftmost first, until none is left to join."""
    while len(tokens) > 1:
        best = min(range(len(tokens) - 1), key=lambda i: ranks.get((tokens[i], tokens[i + 1]), len(ranks)))
        if (tokens[best], tokens[best + 1]) not in ranks:
            break
        tokens[best:best + 2] = [tokens[best] + tokens[best + 1]]
    return tokens
