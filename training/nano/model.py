"""The trunk and its three multi-token-prediction heads."""
import math

import torch
from torch import nn
from torch.nn import functional as F

from .layers import Experts, Layer, RmsNorm
from .mtp import MtpHead


class Step35(nn.Module):
    """A Step-3.5 model."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.hidden)
        self.layers = nn.ModuleList(Layer(shape, i) for i in range(shape.layers))
        self.norm = RmsNorm(shape.hidden, shape.epsilon)
        self.output = nn.Linear(shape.hidden, shape.vocabulary, bias=False)
        self.mtp = nn.ModuleList(MtpHead(shape, shape.layers + k) for k in range(shape.mtp_layers))
        self.apply(self._initialize)

    def _initialize(self, module):
        if isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.5)
        elif isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=1 / math.sqrt(module.in_features))
        elif isinstance(module, Experts):
            nn.init.normal_(module.gate_up, std=1 / math.sqrt(module.gate_up.shape[1]))
            nn.init.zeros_(module.down)
        elif isinstance(module, Layer):
            self._quieten(module)

    @staticmethod
    def _quieten(layer):
        """Makes a layer add nothing at first: tokens then reach the last layers undisturbed, and copying is learnt sooner."""
        nn.init.zeros_(layer.attention.o.weight)
        network = getattr(layer.network, "shared", layer.network)
        nn.init.zeros_(network.down.weight)

    def forward(self, tokens):
        """The hidden state after the last layer, before the output norm: MTP heads start from it."""
        x = self.embedding(tokens)
        for layer in self.layers:
            x = layer(x)
        return x

    def logits(self, hidden):
        """Scores of the next token."""
        return self.output(self.norm(hidden))

    def trunk_parameters(self):
        """All parameters but the MTP heads'."""
        return [(name, p) for name, p in self.named_parameters() if not name.startswith("mtp.")]

    def mtp_parameters(self):
        """The MTP heads' parameters."""
        return [(name, p) for name, p in self.named_parameters() if name.startswith("mtp.")]

    def experts(self):
        """The layers with routed experts."""
        return [layer.network for layer in self.layers if isinstance(layer.network, Experts)]

    def mtp_logits(self, tokens, hidden):
        """Scores by each head as drafting would compute them along this text.

        Head k at position p predicts token p + 1. It has read the trunk's states up to p - 1 - k and, since then, the states
        of the heads before it. The result holds one [batch, time, vocabulary] a head.
        """
        embedded = self.embedding(tokens)
        rows = [F.pad(hidden[:, :-1], (0, 0, 1, 0))]
        logits = []
        for head in self.mtp:
            out = head(embedded, rows)
            logits.append(self.output(head.output_norm(out)))
            rows.append(F.pad(out[:, :-1], (0, 0, 1, 0)))
        return logits
