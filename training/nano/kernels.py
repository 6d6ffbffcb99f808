"""What a training step does between matrix products, on a CPU: kernels.c, compiled on first use, as functions with gradients.

Only training in bfloat16 uses them; everything else, and a machine without a C compiler, takes PyTorch's own operations.
"""
import ctypes
import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass

import torch

SOURCE = os.path.join(os.path.dirname(__file__), "kernels.c")
FLAGS = ["-O3", "-march=native", "-mprefer-vector-width=512", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]


@functools.lru_cache
def library():
    """The compiled kernels, or None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    with open(SOURCE, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()[:16]
    path = os.path.join(tempfile.gettempdir(), f"step35-kernels-{digest}.so")
    if not os.path.exists(path):
        part = f"{path}.{os.getpid()}"
        subprocess.run([compiler, *FLAGS, "-o", part, SOURCE, "-lm"], check=True)
        os.replace(part, path)
    return ctypes.CDLL(path)


def usable():
    """Whether the kernels serve the current step."""
    return torch.is_autocast_cpu_enabled() and library() is not None


def call(name, *arguments):
    """Calls a kernel with tensors, whole numbers, floats and structures."""
    getattr(library(), name)(*(_native(argument) for argument in arguments))


def _native(argument):
    if isinstance(argument, torch.Tensor):
        if not argument.is_contiguous():
            raise ValueError("Kernels read contiguous tensors only; call contiguous() first.")
        return ctypes.c_void_p(argument.data_ptr())
    if isinstance(argument, float):
        return ctypes.c_float(argument)
    return ctypes.byref(argument) if isinstance(argument, ctypes.Structure) else ctypes.c_long(argument) if argument is not None else None


def _sums(size):
    """Room for a weight's gradient, one row a thread."""
    return torch.zeros(library().thread_count(), size)


class RmsNorm(torch.autograd.Function):
    """Root-mean-square norm, from float32 to bfloat16."""

    @staticmethod
    def forward(ctx, x, weight, epsilon):
        x = x.contiguous()
        y, scales = torch.empty_like(x, dtype=torch.bfloat16), torch.empty(x.shape[:-1])
        call("rms_norm", x, weight, y, scales, scales.numel(), x.shape[-1], epsilon)
        ctx.save_for_backward(x, weight, scales)
        return y

    @staticmethod
    def backward(ctx, dy):
        x, weight, scales = ctx.saved_tensors
        dx, d_weight = torch.empty_like(x), _sums(x.shape[-1])
        call("rms_norm_back", x, weight, scales, dy.contiguous(), dx, d_weight, scales.numel(), x.shape[-1])
        return dx, d_weight.sum(0), None


class SwiGlu(torch.autograd.Function):
    """silu(gate) * up of rows that hold both."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        size = x.shape[-1] // 2
        out = torch.empty(*x.shape[:-1], size, dtype=x.dtype)
        call("swiglu", x, out, out.numel() // size, size)
        return out

    @staticmethod
    def backward(ctx, d_out):
        x, = ctx.saved_tensors
        dx = torch.empty_like(x)
        call("swiglu_back", x, d_out.contiguous(), dx, d_out.numel() // d_out.shape[-1], d_out.shape[-1])
        return dx


class Dispatch(torch.autograd.Function):
    """Copies rows to their slots; other slots are 0."""

    @staticmethod
    def forward(ctx, x, slots, count):
        ctx.save_for_backward(slots)
        out = torch.zeros(count, x.shape[-1], dtype=x.dtype)
        call("dispatch", x, slots, out, *slots.shape, x.shape[-1])
        return out

    @staticmethod
    def backward(ctx, d_out):
        slots, = ctx.saved_tensors
        dx = torch.empty(len(slots), d_out.shape[-1], dtype=d_out.dtype)
        call("combine", d_out.contiguous(), slots, None, dx, *slots.shape, dx.shape[-1])
        return dx, None, None


class Combine(torch.autograd.Function):
    """The weighted sums of rows' slots."""

    @staticmethod
    def forward(ctx, y, slots, weights):
        weights = weights.contiguous()
        ctx.save_for_backward(y, slots, weights)
        out = torch.empty(len(slots), y.shape[-1], dtype=y.dtype)
        call("combine", y, slots, weights, out, *slots.shape, y.shape[-1])
        return out

    @staticmethod
    def backward(ctx, d_out):
        y, slots, weights = ctx.saved_tensors
        dy, d_weights = torch.zeros_like(y), torch.empty_like(weights)
        call("combine_back", y, slots, weights, d_out.contiguous(), dy, d_weights, *slots.shape, y.shape[-1])
        return dy, None, d_weights


class CrossEntropy(torch.autograd.Function):
    """The sum of weighted losses, each row's loss, and whether its target scores highest; it overwrites the scores."""

    @staticmethod
    def forward(ctx, logits, targets, weights):
        losses, hits = torch.empty(len(logits)), torch.empty(len(logits))
        call("cross_entropy", logits, targets.contiguous(), weights.contiguous(), losses, hits, *logits.shape)
        ctx.save_for_backward(logits)
        ctx.mark_non_differentiable(losses, hits)
        return (losses * weights).sum(), losses, hits

    @staticmethod
    def backward(ctx, d_loss, *_):
        return ctx.saved_tensors[0].mul_(d_loss), None, None


class Heads(ctypes.Structure):
    """Where heads stand, as kernels.c says."""
    _fields_ = [(name, ctypes.c_long) for name in (
        "batch", "length", "width", "column", "kv", "group", "size", "window", "paired", "half")] + [
        ("factor", ctypes.c_float), ("epsilon", ctypes.c_float)]


@dataclass(frozen=True)
class HeadLayout:
    """How one attention layer's queries, keys and values stand in the rows that its projections give."""
    batch: int
    length: int
    kv: int
    group: int
    size: int
    window: int  # the length itself on full layers
    paired: bool
    half: int  # of the rotated dimensions
    epsilon: float

    @property
    def blocks(self):
        """How many blocks there are."""
        return self.batch * self.kv * (self.length // self.window)

    def _heads(self, column, width, group, paired, factor=1.0):
        return Heads(self.batch, self.length, width * self.size, column * self.size, self.kv, group, self.size, self.window, paired,
                     self.half, factor, self.epsilon)

    def queries(self):
        """The queries, scaled for scores."""
        return self._heads(0, self.kv * (self.group + 2), self.group, False, self.size ** -0.5)

    def keys(self):
        """The keys."""
        return self._heads(self.kv * self.group, self.kv * (self.group + 2), 1, self.paired)

    def values(self):
        """The values."""
        return self._heads(self.kv * (self.group + 1), self.kv * (self.group + 2), 1, self.paired)

    def scores(self):
        """The scores; group and pairing as queries and keys together have them."""
        return self._heads(0, 0, self.group, self.paired)

    def results(self):
        """What the heads give, in rows of their own."""
        return self._heads(0, self.kv * self.group, self.group, False)


class Attention(torch.autograd.Function):
    """Attention from projected rows to gated rows: norms, rotation, scores, softmax, mixing and gates."""

    @staticmethod
    def forward(ctx, rows, gates, q_weight, k_weight, rotation, layout):
        q, q_scales = _lay(rows, q_weight, rotation, layout.queries(), layout)
        k, k_scales = _lay(rows, k_weight, rotation, layout.keys(), layout)
        v, _ = _lay(rows, None, rotation, layout.values(), layout)
        weights = torch.bmm(q, k.transpose(1, 2))
        call("softmax", weights, layout.scores())
        mixed = torch.bmm(weights, v)
        out = torch.empty(*rows.shape[:2], layout.kv * layout.group * layout.size, dtype=rows.dtype)
        call("gate_heads", mixed, gates, out, layout.results())
        ctx.save_for_backward(rows, gates, q_weight, k_weight, q, k, v, weights, mixed, q_scales, k_scales)
        ctx.rotation, ctx.layout = rotation, layout
        return out

    @staticmethod
    def backward(ctx, d_out):
        rows, gates, q_weight, k_weight, q, k, v, weights, mixed, q_scales, k_scales = ctx.saved_tensors
        layout, rotation = ctx.layout, ctx.rotation
        d_mixed, d_gates = torch.empty_like(mixed), torch.empty_like(gates)
        call("gate_heads_back", mixed, gates, d_out.contiguous(), d_mixed, d_gates, layout.results())
        d_scores = torch.bmm(d_mixed, v.transpose(1, 2))
        call("softmax_back", weights, d_scores, layout.scores())
        d_rows, d_q, d_k = torch.empty_like(rows), _sums(layout.size), _sums(layout.size)
        call("lay_heads_back", rows, q_weight, *rotation, q_scales, torch.bmm(d_scores, k), d_rows, d_q, layout.queries())
        call("lay_heads_back", rows, k_weight, *rotation, k_scales, torch.bmm(d_scores.transpose(1, 2), q), d_rows, d_k, layout.keys())
        call("lay_heads_back", rows, None, *rotation, k_scales, torch.bmm(weights.transpose(1, 2), d_mixed), d_rows, None,
             layout.values())
        return d_rows, d_gates, d_q.sum(0), d_k.sum(0), None, None


def _lay(rows, weight, rotation, heads, layout):
    """Heads of one kind in blocks, and the factors of their norms."""
    out = torch.zeros(layout.blocks, heads.group * layout.window * (1 + heads.paired), layout.size, dtype=rows.dtype)
    scales = torch.empty(layout.batch * layout.length * layout.kv * heads.group)
    call("lay_heads", rows, weight, *rotation, out, scales, heads)
    return out, scales
