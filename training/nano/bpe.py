"""Trains the byte-pair merges.

A value has to be spelled with the same tokens after a space, in quotes and at the start of a line, or copying it means
translating it. So merges never cross a digit, and a space joins the first token of a word only after all other merges: the
rest of a word is the same with and without it, and the model is told which token each joined one stands for.
"""
import argparse
import re
from collections import Counter

from . import chat, pretokenizer
from .generator import Generator
from .tokenizer import SPACE, SPECIALS, Tokenizer, letters, merge


def count_pieces(texts):
    """How often each piece occurs, without its leading space; and with one."""
    plain, spaced = Counter(), Counter()
    fixed = re.compile("|".join(re.escape(text) for text in sorted(SPECIALS, key=len, reverse=True)))
    for text in texts:
        for piece in (p for part in fixed.split(text) for p in pretokenizer.split(part)):
            word = piece.lstrip()
            if word and not any(c.isnumeric() for c in word):
                plain[word] += 1
                if piece != word:
                    spaced[word] += 1
    return plain, spaced


def learn_merges(counts, size):
    """The most frequent pairs, one after the other."""
    words = [(list(letters(word)), count) for word, count in counts.items()]
    pairs, places = Counter(), {}
    for index, (tokens, count) in enumerate(words):
        _count(tokens, count, index, pairs, places)
    merges = []
    while len(merges) < size and pairs:
        best = max(pairs.items(), key=lambda item: (item[1], item[0]))[0]
        merges.append(best)
        for index in sorted(places.pop(best)):
            tokens, count = words[index]
            _count(tokens, -count, index, pairs, places)
            _join(tokens, best)
            _count(tokens, count, index, pairs, places)
        pairs.pop(best, None)
    return merges


def _count(tokens, count, index, pairs, places):
    for pair in zip(tokens, tokens[1:]):
        pairs[pair] += count
        places.setdefault(pair, set()).add(index)


def _join(tokens, pair):
    i = 0
    while i < len(tokens) - 1:
        if (tokens[i], tokens[i + 1]) == pair:
            tokens[i:i + 2] = [pair[0] + pair[1]]
        i += 1


def spaced_merges(spaced, merges, size):
    """Merges of a space with the tokens that most often follow one."""
    ranks, firsts = {pair: rank for rank, pair in enumerate(merges)}, Counter()
    for word, count in spaced.items():
        firsts[merge(list(letters(word)), ranks)[0]] += count
    return [(SPACE, first) for first, _ in firsts.most_common(size)]


def train(seed, conversations, size, spaced_size):
    """A tokenizer for the conversations of a seed."""
    generator = Generator(seed)
    texts = ("".join(text for text, _ in chat.pieces(generator.conversation(i))) for i in range(conversations))
    plain, spaced = count_pieces(texts)
    merges = learn_merges(plain, size)
    return Tokenizer(merges + spaced_merges(spaced, merges, spaced_size))


def main():
    """Trains and saves a tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=35)
    parser.add_argument("--conversations", type=int, default=6000)
    parser.add_argument("--merges", type=int, default=900)
    parser.add_argument("--spaced", type=int, default=640)
    parser.add_argument("--out", default="tokenizer.json")
    options = parser.parse_args()
    tokenizer = train(options.seed, options.conversations, options.merges, options.spaced)
    tokenizer.save(options.out)
    print(f"{len(tokenizer)} tokens")


if __name__ == "__main__":
    main()
