"""The model: fast attention equals plain attention, and llama.cpp agrees with all of it."""
import math
import unittest

import torch

from nano import chat
from nano.attention import causal_attention, chained_attention, sliding_attention
from nano.generator import Generator
from nano.optimizer import orthogonalize
from nano.verify import LIMIT, verify
from nano.words import HELD_OUT
from tests import small


def plain_attention(q, k, v, window):
    """Attention by the book."""
    distance = torch.arange(q.shape[3])[:, None] - torch.arange(q.shape[3])
    hidden = (distance < 0) | (distance >= window)
    scores = (q @ k[:, :, None].transpose(-1, -2)).masked_fill(hidden, -math.inf)
    return scores.softmax(-1) @ v[:, :, None]


def random_heads(length=48, batch=2, kv=2, group=3, size=8):
    """Queries, keys and values."""
    torch.manual_seed(1)
    return torch.randn(batch, kv, group, length, size), torch.randn(batch, kv, length, size), torch.randn(batch, kv, length, size)


class AttentionTests(unittest.TestCase):
    def test_causal_attention_equals_plain_one(self):
        q, k, v = random_heads()
        self.assertTrue(torch.allclose(causal_attention(q, k, v), plain_attention(q, k, v, 48), atol=1e-5))

    def test_sliding_attention_equals_plain_one(self):
        q, k, v = random_heads()
        for window in (8, 16, 48):
            self.assertTrue(torch.allclose(sliding_attention(q, k, v, window), plain_attention(q, k, v, window), atol=1e-5))

    def test_chained_attention_over_one_source_is_sliding_attention(self):
        q, k, v = random_heads()
        self.assertTrue(torch.allclose(chained_attention(q, [(k, v)] * 3, 16), sliding_attention(q, k, v, 16), atol=1e-5))

    def test_length_that_is_no_multiple_of_the_window_is_refused(self):
        with self.assertRaises(ValueError):
            sliding_attention(*random_heads(length=47), 16)


class OptimizerTests(unittest.TestCase):
    def test_orthogonalize_makes_singular_values_near_one(self):
        for shape in ((16, 32), (32, 16), (3, 16, 8)):
            values = torch.linalg.svdvals(orthogonalize(torch.randn(shape)))
            self.assertTrue((values > 0.3).all() and (values < 1.5).all(), values)


class ExpertsTests(unittest.TestCase):
    def test_scores_that_are_close_decide_by_chance_in_training_alone(self):
        experts = small.random_model().experts()[0]
        experts.router.weight.data.mul_(1e-4)
        x = torch.randn(64, experts.router.in_features)
        with torch.no_grad():
            experts.eval()
            self.assertTrue(torch.equal(experts(x), experts(x)))
            experts.train()
            self.assertFalse(torch.equal(experts(x), experts(x)))


class ModelTests(unittest.TestCase):
    def test_a_token_does_not_see_the_future(self):
        model, tokens = small.random_model(), torch.randint(0, 200, (1, 128))
        other = tokens.clone()
        other[0, 100:] += 1
        with torch.no_grad():
            self.assertTrue(torch.allclose(model(tokens)[0, :100], model(other)[0, :100], atol=1e-5))

    def test_balance_moves_selection_towards_idle_experts(self):
        experts = small.random_model().experts()[0]
        before = experts.bias.clone()
        experts.load.copy_(torch.tensor([9.0] + [1.0] * 7))
        experts.balance(0.01)
        self.assertLess(experts.bias[0], before[0])
        self.assertTrue((experts.bias[1:] > before[1:]).all())

    def test_native_logits_are_the_same(self):
        native = small.native()
        texts = ["".join(t for t, _ in chat.pieces(Generator(1, HELD_OUT).conversation(i))) for i in range(4)]
        errors = verify(small.random_model(), small.tokenizer(), native, texts)
        self.assertLess(max(errors), LIMIT)


if __name__ == "__main__":
    unittest.main()
