"""Causal attention over the whole text, over a sliding window, and over a window whose newest keys have other sources.

Queries are [batch, kv heads, group, time, size], keys and values [batch, kv heads, time, size]. The query heads of a group are
stacked along time, so that one product serves all of them; a window is computed in blocks of its own length, each of which sees
itself and the block before.
"""
import math

import torch
from torch.nn import functional as F


def causal_attention(q, k, v):
    """Attention to all that came before."""
    length = k.shape[2]
    flat = q.reshape(*q.shape[:2], -1, q.shape[-1])
    scores = (flat @ k.transpose(-1, -2)).view(*q.shape[:4], length)
    scores += torch.full((length, length), -math.inf, device=q.device).triu(1)
    weights = scores.softmax(-1)
    return (weights.view(*flat.shape[:3], length) @ v).view(q.shape)


def sliding_attention(q, k, v, window):
    """Attention to the last `window` positions; the length is a multiple of the window."""
    blocks = to_blocks(q, window)
    scores = _scores(blocks, with_previous(k, window), q.shape, window)
    scores += _outside(q, window)
    weights = scores.softmax(-1)
    return from_blocks(weights.flatten(2, 3).flatten(0, 1) @ with_previous(v, window), q.shape, window)


def chained_attention(q, pairs, window):
    """Sliding attention whose key at distance d comes from pair max(0, n - 1 - d) of the n pairs of keys and values."""
    blocks = to_blocks(q, window)
    source = (len(pairs) - 1 - _distance(q.device, window)).clamp(min=0)
    own = [source == i for i in range(len(pairs))]
    scores = sum(_scores(blocks, with_previous(k, window), q.shape, window) * mask for mask, (k, _) in zip(own, pairs))
    scores += _outside(q, window)
    weights = scores.softmax(-1)
    mixed = sum((weights * mask).flatten(2, 3).flatten(0, 1) @ with_previous(v, window) for mask, (_, v) in zip(own, pairs))
    return from_blocks(mixed, q.shape, window)


def to_blocks(q, window):
    """Queries as [batch * kv heads * blocks, group * window, size]."""
    batch, kv, group, length, size = q.shape
    if length % window:
        raise ValueError(f"{length} tokens are not a multiple of the window, {window}; pad the batch.")
    return q.reshape(batch, kv, group, -1, window, size).transpose(2, 3).reshape(-1, group * window, size)


def from_blocks(mixed, shape, window):
    """Undoes to_blocks."""
    batch, kv, group, _, size = shape
    return mixed.view(batch, kv, -1, group, window, size).transpose(2, 3).reshape(shape)


def with_previous(t, window):
    """Keys or values as [batch * kv heads * blocks, 2 * window, size]: each block after the one before it."""
    blocks = t.reshape(t.shape[0] * t.shape[1], -1, window, t.shape[-1])
    previous = F.pad(blocks[:, :-1], (0, 0, 0, 0, 1, 0))
    return torch.cat((previous, blocks), 2).flatten(0, 1)


def _scores(blocks, k, shape, window):
    batch, kv, group, length, _ = shape
    return (blocks @ k.transpose(-1, -2)).view(batch * kv, length // window, group, window, 2 * window)


def _distance(device, window):
    query = torch.arange(window, device=device)[:, None] + window
    return query - torch.arange(2 * window, device=device)


def _outside(q, window):
    """Minus infinity where a block's queries must not see: the future, what left the window, the padding before the start."""
    distance = _distance(q.device, window)
    band = (distance < 0) | (distance >= window)
    first = band | (torch.arange(2 * window, device=q.device) < window)
    outside = torch.stack([first] + [band] * (q.shape[3] // window - 1))[:, None]
    return torch.zeros(outside.shape, device=q.device).masked_fill(outside, -math.inf)
