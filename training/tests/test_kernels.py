"""The kernels: training with them gives the losses and gradients of PyTorch's own operations, but for rounding."""
import unittest
from unittest import mock

import torch

from nano import kernels, train
from nano.batches import BatchPlan, Batches
from tests import small

TOLERANCE = 0.05  # of a gradient's length: numbers between products have 8 bits


def losses_and_gradients(model, batch, heads):
    """The figures of a micro-batch and every parameter's gradient."""
    torch.manual_seed(1)  # the router's noise is the same for both
    model.zero_grad()
    stage = train.Heads(model, 0) if heads else train.Trunk(model)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss, own_loss, hits, own = stage.loss(*batch)
    loss.backward()
    return [float(loss), float(own_loss), int(hits), int(own)], {n: p.grad for n, p in model.named_parameters() if p.grad is not None}


class KernelTests(unittest.TestCase):
    def setUp(self):
        if kernels.library() is None:
            self.skipTest("no C compiler")

    def compare(self, heads):
        """Trains one micro-batch both ways."""
        batch = Batches(BatchPlan(1, conversations=4, tokens=1 << 14), small.tokenizer()).step(0, 1.0)[0]
        model = small.random_model().train()
        fast = losses_and_gradients(model, batch, heads)
        with mock.patch.object(kernels, "usable", lambda: False):
            plain = losses_and_gradients(model, batch, heads)
        return fast, plain

    def assert_close(self, fast, plain):
        """Nearly the same figures and gradients of the same parameters."""
        for found, expected in zip(fast[0], plain[0]):
            self.assertAlmostEqual(found, expected, delta=0.01 * abs(expected) + 2)
        self.assertEqual(set(fast[1]), set(plain[1]))
        for name, expected in plain[1].items():
            error = (fast[1][name] - expected).norm() / (expected.norm() + 1e-6)
            self.assertLess(float(error), TOLERANCE, name)

    def test_trunk_trains_as_by_plain_operations(self):
        self.assert_close(*self.compare(heads=False))

    def test_heads_train_as_by_plain_operations(self):
        self.assert_close(*self.compare(heads=True))

    def test_strided_tensor_is_refused(self):
        with self.assertRaises(ValueError):
            kernels.call("swiglu", torch.zeros(4, 4).t(), torch.zeros(4, 2), 4, 2)


if __name__ == "__main__":
    unittest.main()
