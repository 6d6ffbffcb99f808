"""Muon for matrices and AdamW for the rest.

Muon (Jordan and others, 2024) replaces a matrix's momentum by the nearest orthogonal matrix, so that all directions learn at
one speed; five steps of a Newton-Schulz iteration are near enough.
"""
import torch


def orthogonalize(matrix):
    """The nearest orthogonal matrix, roughly; a batch of matrices is done one by one."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (matrix.transpose(-1, -2) if matrix.shape[-2] > matrix.shape[-1] else matrix).bfloat16()
    x = x / (x.flatten(-2).norm(dim=-1)[..., None, None] + 1e-7)
    for _ in range(5):
        square = x @ x.transpose(-1, -2)
        x = a * x + (b * square + c * square @ square) @ x
    x = x.to(matrix.dtype)
    return x.transpose(-1, -2) if matrix.shape[-2] > matrix.shape[-1] else x


class Muon(torch.optim.Optimizer):
    """Momentum made orthogonal, scaled so that an update's size does not depend on the matrix's shape."""

    def __init__(self, parameters, lr=0.02, momentum=0.95, weight_decay=0.01):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for parameter in (p for p in group["params"] if p.grad is not None):
                self._update(parameter, group)

    def _update(self, parameter, group):
        buffer = self.state[parameter].setdefault("momentum", torch.zeros_like(parameter))
        buffer.lerp_(parameter.grad, 1 - group["momentum"])
        update = orthogonalize(parameter.grad.lerp(buffer, group["momentum"]))
        rate = group["lr"] * max(1.0, parameter.shape[-2] / parameter.shape[-1]) ** 0.5
        parameter.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-rate)


def is_matrix(name, parameter):
    """Whether Muon trains the parameter: hidden matrices, but no embedding, output, router or gate."""
    return parameter.ndim >= 2 and not any(part in name for part in ("embedding", "output.rows", "router", "attention.gate"))


class Optimizer:
    """Both optimizers behind one step with gradient clipping."""

    def __init__(self, named, matrix_rate=0.02, rate=2e-3, clip=1.0):
        self.parameters = [p for _, p in named]
        self.clip = clip
        matrices = [p for n, p in named if is_matrix(n, p)]
        others = [p for n, p in named if not is_matrix(n, p)]
        self.parts = [Muon(matrices, matrix_rate), torch.optim.AdamW(others, rate, betas=(0.9, 0.95), weight_decay=0.0)]
        self.rates = [matrix_rate, rate]

    def step(self, factor):
        """Updates with the learning rates times a factor, and forgets the gradients."""
        torch.nn.utils.clip_grad_norm_(self.parameters, self.clip)
        for part, rate in zip(self.parts, self.rates):
            for group in part.param_groups:
                group["lr"] = rate * factor
            part.step()
            part.zero_grad(set_to_none=True)

    def state(self):
        """What a checkpoint keeps."""
        return [part.state_dict() for part in self.parts]

    def restore(self, state):
        """Takes a checkpoint's state."""
        for part, saved in zip(self.parts, state):
            part.load_state_dict(saved)


def schedule(step, total, warmup=100, decline=1000):
    """The learning rate's factor: a warm-up, a plateau, and a linear decline over the last steps."""
    return min((step + 1) / warmup, 1.0, max(0.02, (total - step) / decline))
