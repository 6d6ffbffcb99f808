"""A multi-token-prediction head, computed for all positions at once just as llama.cpp computes it while drafting.

llama.cpp fills each head's cache from the trunk's states. To draft, head 0 reads the pending token with the trunk's state;
head k then reads the same token with the trunk's state again, followed by k drafted tokens with the states of heads 0 to k - 1.
So a position's newest keys come from the chain and all older ones from the trunk, whatever the position.
"""
import torch
from torch import nn

from .attention import chained_attention
from .layers import Layer, RmsNorm


class MtpHead(nn.Module):
    """One head: joins the token with a hidden state and runs one sliding layer over it."""

    def __init__(self, shape, layer):
        super().__init__()
        self.token_norm = RmsNorm(shape.hidden, shape.epsilon)
        self.hidden_norm = RmsNorm(shape.hidden, shape.epsilon)
        self.join = nn.Linear(2 * shape.hidden, shape.hidden, bias=False)
        self.layer = Layer(shape, layer)
        self.output_norm = RmsNorm(shape.hidden, shape.epsilon)

    def forward(self, embedded, rows):
        """rows[0] are the trunk's states before each position and rows[j] those of head j - 1; the last is this head's own."""
        token = self.token_norm(embedded)
        inputs = [self.join(torch.cat((token, self.hidden_norm(row)), -1)) for row in rows]
        layer, x = self.layer, inputs[-1]
        projected = [layer.attention.project(layer.attention_norm(one)) for one in inputs]
        mixed = chained_attention(projected[-1][0], [(k, v) for _, k, v in projected], layer.attention.window)
        x = x + layer.attention.finish(layer.attention_norm(x), mixed)
        return x + layer.network(layer.network_norm(x))
