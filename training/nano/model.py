"""The trunk and its three multi-token-prediction heads."""
import math

import torch
from torch import nn
from torch.nn import functional as F

from .layers import Experts, Layer, RmsNorm
from .mtp import MtpHead


class TokenRows(nn.Module):
    """A matrix with one row a token, in which a token with a leading space is the one without it plus a vector that all share."""

    def __init__(self, shape, roots):
        super().__init__()
        self.rows = nn.Parameter(torch.empty(shape.vocabulary, shape.hidden))
        self.space = nn.Parameter(torch.zeros(shape.hidden))
        self.register_buffer("roots", torch.arange(shape.vocabulary) if roots is None else torch.tensor(roots))

    def weight(self):
        """The matrix."""
        return self.rows[self.roots] + self._spaced()[:, None] * self.space

    def take(self, matrix):
        """Takes over a matrix that weight() gave."""
        self.rows.copy_(matrix)
        self.space.copy_((matrix - matrix[self.roots])[self._spaced()].mean(0))

    def _spaced(self):
        return self.roots != torch.arange(len(self.roots), device=self.roots.device)


class Step35(nn.Module):
    """A Step-3.5 model."""

    def __init__(self, shape, roots=None):
        super().__init__()
        self.shape = shape
        self.embedding = TokenRows(shape, roots)
        self.layers = nn.ModuleList(Layer(shape, i) for i in range(shape.layers))
        self.norm = RmsNorm(shape.hidden, shape.epsilon)
        self.output = TokenRows(shape, roots)
        self.mtp = nn.ModuleList(MtpHead(shape, shape.layers + k) for k in range(shape.mtp_layers))
        self.apply(self._initialize)
        nn.init.normal_(self.embedding.rows, std=0.5)
        nn.init.normal_(self.output.rows, std=1 / math.sqrt(shape.hidden))

    def _initialize(self, module):
        if isinstance(module, nn.Linear):
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
        x = self.embed(tokens)
        for layer in self.layers:
            x = layer(x)
        return x

    def embed(self, tokens):
        """The tokens' vectors."""
        return F.embedding(tokens, self.embedding.weight())

    def logits(self, hidden):
        """Scores of the next token."""
        return self.score(self.norm(hidden))

    def score(self, normed):
        """Scores from a state that is normed already."""
        return F.linear(normed, self.output.weight())

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
        embedded = self.embed(tokens)
        rows = [F.pad(hidden[:, :-1], (0, 0, 1, 0))]
        logits = []
        for head in self.mtp:
            out = head(embedded, rows)
            logits.append(self.score(head.output_norm(out)))
            rows.append(F.pad(out[:, :-1], (0, 0, 1, 0)))
        return logits
