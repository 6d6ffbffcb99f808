"""The parts of a decoder layer: norm, rotary positions, attention, feed-forward network and routed experts."""
import math

import torch
from torch import nn
from torch.nn import functional as F

from . import kernels
from .attention import causal_attention, sliding_attention


SLOT_MULTIPLE = 64
# Between scores that are close rounding decides, and batches of other sizes round otherwise.
ROUTER_NOISE = 0.02


class RmsNorm(nn.Module):
    """Root-mean-square norm over the last dimension."""

    def __init__(self, size, epsilon):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.epsilon = epsilon

    def forward(self, x):
        if kernels.usable():
            return kernels.RmsNorm.apply(x.float(), self.weight, self.epsilon)
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + self.epsilon) * self.weight


class Rotary(nn.Module):
    """Rotates the first dimensions of heads by position; dimension i pairs with i + half."""

    def __init__(self, dimensions, base, context):
        super().__init__()
        frequencies = base ** (-torch.arange(0, dimensions, 2, dtype=torch.float64) / dimensions)
        angles = torch.arange(context, dtype=torch.float64)[:, None] * frequencies
        self.dimensions = dimensions
        self.register_buffer("cos", angles.cos().float(), persistent=False)
        self.register_buffer("sin", angles.sin().float(), persistent=False)

    def forward(self, x):
        """Rotates [..., time, heads, head size]."""
        length, half = x.shape[-3], self.dimensions // 2
        cos, sin = self.cos[:length, None], self.sin[:length, None]
        a, b, rest = x[..., :half], x[..., half:self.dimensions], x[..., self.dimensions:]
        return torch.cat((a * cos - b * sin, a * sin + b * cos, rest), -1)


class Attention(nn.Module):
    """Grouped-query attention with norms on queries and keys and one sigmoid gate a head."""

    def __init__(self, shape, layer):
        super().__init__()
        self.size, self.kv, self.heads = shape.head_size, shape.key_value_heads, shape.heads(layer)
        self.group = self.heads // self.kv
        self.window = shape.window if shape.is_sliding(layer) else None
        self.q = nn.Linear(shape.hidden, self.heads * self.size, bias=False)
        self.k = nn.Linear(shape.hidden, self.kv * self.size, bias=False)
        self.v = nn.Linear(shape.hidden, self.kv * self.size, bias=False)
        self.o = nn.Linear(self.heads * self.size, shape.hidden, bias=False)
        self.gate = nn.Linear(shape.hidden, self.heads, bias=False)
        self.q_norm = RmsNorm(self.size, shape.epsilon)
        self.k_norm = RmsNorm(self.size, shape.epsilon)
        dimensions, base = (self.size, shape.sliding_rope_base) if self.window else (self.size // 2, shape.rope_base)
        self.rotary = Rotary(dimensions, base, shape.context)

    def project(self, x):
        """Queries as [batch, kv heads, group, time, size] scaled for scores; keys and values without the group."""
        batch, length, _ = x.shape
        q = self.rotary(self.q_norm(self.q(x).view(batch, length, self.heads, self.size))) / math.sqrt(self.size)
        k = self.rotary(self.k_norm(self.k(x).view(batch, length, self.kv, self.size)))
        v = self.v(x).view(batch, length, self.kv, self.size)
        q = q.view(batch, length, self.kv, self.group, self.size).permute(0, 2, 3, 1, 4)
        return q, k.transpose(1, 2).contiguous(), v.transpose(1, 2).contiguous()

    def finish(self, x, mixed):
        """Gates the heads' outputs, given as queries are, and projects them back."""
        batch, length, _ = x.shape
        mixed = mixed.permute(0, 3, 1, 2, 4).reshape(batch, length, self.heads, self.size)
        return self.o((mixed * torch.sigmoid(self.gate(x))[..., None]).flatten(2))

    def forward(self, x):
        if kernels.usable():
            return self.o(self._fused(x))
        q, k, v = self.project(x)
        mixed = causal_attention(q, k, v) if self.window is None else sliding_attention(q, k, v, self.window)
        return self.finish(x, mixed)

    def _fused(self, x):
        """All but the last projection, in few passes over memory."""
        batch, length, _ = x.shape
        rotary = self.rotary
        layout = kernels.HeadLayout(batch, length, self.kv, self.group, self.size, self.window or length, self.window is not None,
                                    rotary.dimensions // 2, self.q_norm.epsilon)
        rows = F.linear(x, torch.cat((self.q.weight, self.k.weight, self.v.weight)))
        return kernels.Attention.apply(rows, self.gate(x), self.q_norm.weight, self.k_norm.weight, (rotary.cos, rotary.sin), layout)


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, hidden, size):
        super().__init__()
        self.gate = nn.Linear(hidden, size, bias=False)
        self.up = nn.Linear(hidden, size, bias=False)
        self.down = nn.Linear(size, hidden, bias=False)

    def forward(self, x):
        return self.down(swiglu(F.linear(x, torch.cat((self.gate.weight, self.up.weight)))))


def swiglu(x):
    """silu(gate) * up of rows that hold both."""
    if kernels.usable():
        return kernels.SwiGlu.apply(x)
    gate, up = x.chunk(2, -1)
    return F.silu(gate) * up


class Experts(nn.Module):
    """Routed experts beside a shared one: sigmoid router, selection by score plus bias, weights by score alone."""

    def __init__(self, shape):
        super().__init__()
        self.used, self.scale, self.count = shape.experts_used, shape.expert_scale, shape.experts
        self.router = nn.Linear(shape.hidden, shape.experts, bias=False)
        self.gate_up = nn.Parameter(torch.empty(shape.experts, shape.hidden, 2 * shape.expert_size))
        self.down = nn.Parameter(torch.empty(shape.experts, shape.expert_size, shape.hidden))
        self.shared = FeedForward(shape.hidden, shape.shared_size)
        self.register_buffer("bias", torch.zeros(shape.experts))
        self.register_buffer("load", torch.zeros(shape.experts), persistent=False)

    def forward(self, x):
        flat = x.flatten(0, -2)
        scores = torch.sigmoid(self.router(flat).float())
        chosen = self._ranks(scores.detach() + self.bias).topk(self.used, dim=-1).indices
        weights = scores.gather(-1, chosen)
        weights = weights / weights.sum(-1, keepdim=True) * self.scale
        slots, capacity = self._slots(chosen)
        inner = swiglu(torch.bmm(self._dispatch(flat, slots, capacity), self.gate_up))
        routed = self._combine(torch.bmm(inner, self.down).flatten(0, 1), slots, weights)
        return (self.shared(flat) + routed).view(x.shape)

    def _ranks(self, scores):
        """Training blurs the order, so that experts whose scores are close say much the same."""
        return scores + ROUTER_NOISE * torch.randn_like(scores) if self.training else scores

    def _slots(self, chosen):
        """Each row's places among all experts' slots, and how many slots an expert has: few different numbers of them."""
        picks = F.one_hot(chosen.flatten(), self.count)
        ranks = picks.cumsum(0)
        if self.training:
            self.load += ranks[-1]
        capacity = -(-int(ranks[-1].max()) // SLOT_MULTIPLE) * SLOT_MULTIPLE
        return chosen * capacity + (ranks.gather(1, chosen.view(-1, 1)) - 1).view(chosen.shape), capacity

    def _dispatch(self, x, slots, capacity):
        if kernels.usable():
            return kernels.Dispatch.apply(x, slots, self.count * capacity).view(self.count, capacity, -1)
        out = x.new_zeros(self.count * capacity, x.shape[-1])
        return out.index_copy(0, slots.flatten(), x.repeat_interleave(self.used, 0)).view(self.count, capacity, -1)

    @staticmethod
    def _combine(y, slots, weights):
        if kernels.usable():
            return kernels.Combine.apply(y, slots, weights)
        return (y[slots] * weights[..., None]).sum(1)

    @torch.no_grad()
    def balance(self, rate):
        """Moves the selection bias towards equal loads and forgets the loads."""
        self.bias += rate * torch.sign(self.load.mean() - self.load)
        self.load.zero_()


class Layer(nn.Module):
    """A decoder layer."""

    def __init__(self, shape, layer):
        super().__init__()
        self.attention_norm = RmsNorm(shape.hidden, shape.epsilon)
        self.attention = Attention(shape, layer)
        self.network_norm = RmsNorm(shape.hidden, shape.epsilon)
        dense = shape.mtp_dense_size if layer >= shape.layers else shape.dense_size
        self.network = FeedForward(shape.hidden, dense) if shape.is_dense(layer) else Experts(shape)

    def forward(self, x):
        x = x + self.attention(self.attention_norm(x))
        return x + self.network(self.network_norm(x))
