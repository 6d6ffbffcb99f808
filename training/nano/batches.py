"""Batches for a training step, made from its number alone: resuming needs no stored position."""
from dataclasses import dataclass

import torch

from . import chat
from .generator import ECHO_UNTIL, Generator

ECHO_FACTOR = 4  # texts to repeat are short, so a step takes more of them


@dataclass(frozen=True)
class BatchPlan:
    """How a step's conversations become tensors."""
    seed: int
    conversations: int = 8
    tokens: int = 4096  # of a micro-batch, padding included
    multiple: int = 64
    longest: int = 1024
    prompt_weight: float = 0.1  # at the beginning; none at the curriculum's end: random words cannot be foretold


class Batches:
    """Makes the batches of steps."""

    def __init__(self, plan, tokenizer):
        self.plan = plan
        self.tokenizer = tokenizer
        self.generator = Generator(plan.seed)

    def step(self, number, progress):
        """The micro-batches of a step as (tokens, weights) pairs; a token's weight is that of predicting it."""
        first = number * self.plan.conversations * ECHO_FACTOR
        count = self.plan.conversations * (ECHO_FACTOR if progress < ECHO_UNTIL else 1)
        prompt_weight = self.plan.prompt_weight * (1 - progress)
        samples = [encode(self.tokenizer, self.generator.conversation(first + i, progress), prompt_weight)
                   for i in range(count)]
        samples = sorted((s for s in samples if len(s[0]) <= self.plan.longest), key=lambda s: len(s[0]))
        return [self._pad(group) for group in self._groups(samples)]

    def _groups(self, samples):
        group = []
        for sample in samples:
            if group and self._padded(sample) * (len(group) + 1) > self.plan.tokens:
                yield group
                group = []
            group.append(sample)
        if group:
            yield group

    def _padded(self, sample):
        return -(-len(sample[0]) // self.plan.multiple) * self.plan.multiple

    def _pad(self, group):
        length = self._padded(group[-1])
        tokens = torch.zeros(len(group), length, dtype=torch.long)
        weights = torch.zeros(len(group), length)
        for row, (numbers, weight) in enumerate(group):
            tokens[row, :len(numbers)] = torch.tensor(numbers)
            weights[row, :len(weight)] = torch.tensor(weight)
        return tokens, weights


def encode(tokenizer, conversation, prompt_weight):
    """A conversation's tokens and their weights: 1 for what the model itself says."""
    numbers, weights = [], []
    for text, own in chat.pieces(conversation):
        part = tokenizer.encode(text)
        numbers += part
        weights += [1.0 if own else prompt_weight] * len(part)
    return numbers, weights
