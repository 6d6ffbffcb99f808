"""What several tests share: a small tokenizer, a small random model and the native core when there is one."""
import functools
import os
import unittest

import torch

from nano import bpe
from nano.model import Step35
from nano.native import Native
from nano.shape import Shape

SIZES = {"hidden": 64, "layers": 5, "head_size": 32, "dense_size": 64, "mtp_dense_size": 64, "expert_size": 32, "shared_size": 32}
NATIVE_VARIABLE = "STEP35_NATIVE"
DEFAULT_NATIVE = os.path.join(os.path.dirname(__file__), "../../artifacts/native/linux-x64/cpu/lib")


@functools.lru_cache
def tokenizer():
    """A tokenizer of few merges."""
    return bpe.train(seed=1, conversations=60, size=150, spaced_size=20)


def random_model(seed=0):
    """A model whose norms, biases, experts and zero matrices all matter."""
    torch.manual_seed(seed)
    model = Step35(Shape(len(tokenizer()), **SIZES), tokenizer().roots())
    for parameter in model.parameters():
        parameter.data += (0.2 if parameter.ndim == 1 else 0.05) * torch.randn_like(parameter)
    for experts in model.experts():
        experts.bias.copy_(0.1 * torch.randn_like(experts.bias))
    return model.eval()


@functools.lru_cache
def native():
    """The native core, or a skipped test."""
    folder = os.path.abspath(os.environ.get(NATIVE_VARIABLE, DEFAULT_NATIVE))
    if not os.path.isdir(folder):
        raise unittest.SkipTest(f"no native core in {folder}; fetch it, or set {NATIVE_VARIABLE}")
    return Native(folder)
