"""Trains the trunk, or afterwards the MTP heads on the frozen trunk; stops and resumes at any step."""
import argparse
import json
import os
import time

import torch
from torch.nn import functional as F

from . import checkpoint, export, kernels
from .batches import BatchPlan, Batches
from .model import Step35
from .optimizer import Optimizer, schedule
from .shape import Shape
from .tokenizer import Tokenizer

BALANCE_RATE = 1e-3


class Trunk:
    """Trains the trunk on the texts themselves."""
    file = "trunk.pt"
    trunk_step = None  # the run's own

    def __init__(self, model):
        self.model = model
        self.parameters = model.trunk_parameters()

    def loss(self, tokens, weights):
        """The weighted loss of a micro-batch, and how many of the model's own tokens it predicts."""
        targets, weights = F.pad(tokens[:, 1:], (0, 1)), F.pad(weights[:, 1:], (0, 1))
        rows = counted_rows(weights)
        hidden = self.model(tokens).flatten(0, 1)[rows]
        return weighted_loss(self.model.logits(hidden), targets.flatten()[rows], weights.flatten()[rows])

    @staticmethod
    def progress(step, curriculum):
        """Texts become harder along the curriculum."""
        return min(1.0, step / curriculum) if curriculum else 1.0

    def after(self):
        """Balances the experts."""
        for experts in self.model.experts():
            experts.balance(BALANCE_RATE)


class Heads:
    """Trains the MTP heads to say what the frozen trunk says."""
    file = "heads.pt"

    def __init__(self, model, trunk_step):
        self.model = model
        self.trunk_step = trunk_step
        self.parameters = model.mtp_parameters()
        for _, parameter in model.trunk_parameters():
            parameter.requires_grad_(False)

    def loss(self, tokens, weights):
        """As the trunk's, summed over the heads; the accuracy is all heads' together."""
        with torch.no_grad():
            hidden = self.model(tokens)
            targets = self.model.logits(hidden).argmax(-1)
        own = (weights >= 1).float()
        own[:, :-1] = own[:, 1:].clone()
        losses = [weighted_loss(logits, targets, own) for logits in self.model.mtp_logits(tokens, hidden)]
        return tuple(sum(part) for part in zip(*losses))

    @staticmethod
    def progress(*_):
        """The trunk knows all kinds of text by now."""
        return 1.0

    def after(self):
        """The frozen trunk has nothing to balance."""


def counted_rows(weights, multiple=256):
    """The positions whose prediction counts, and as many others as make a shape that returns: most of a text is prompt."""
    order = weights.flatten().ne(0).to(torch.int8).argsort(descending=True, stable=True)
    count = -(-int(weights.count_nonzero()) // multiple) * multiple
    return order[:count]


def weighted_loss(logits, targets, weights):
    """The sum of weighted losses, the sum over own tokens, how many of those are predicted, and how many there are."""
    own = weights >= 1
    if kernels.usable():
        loss, losses, hits = kernels.CrossEntropy.apply(logits.flatten(0, -2), targets.flatten(), weights.flatten())
        return loss, (losses * own.flatten()).sum(), (hits * own.flatten()).sum(), own.sum()
    losses = F.cross_entropy(logits.flatten(0, -2).float(), targets.flatten(), reduction="none").view(targets.shape)
    hits = (logits.argmax(-1) == targets) & own
    return (losses * weights).sum(), (losses.detach() * own).sum(), hits.sum(), own.sum()


class Run:
    """One stretch of training."""

    def __init__(self, options, stage):
        self.options = options
        self.stage = stage
        self.batches = Batches(BatchPlan(options.seed, options.conversations, options.tokens), Tokenizer.load(options.tokenizer))
        self.optimizer = Optimizer(stage.parameters, options.matrix_rate, options.rate)
        os.makedirs(options.run, exist_ok=True)
        self.path = os.path.join(options.run, stage.file)
        self.plateau = os.path.join(options.run, "plateau-" + stage.file)
        self.plateau_end = max(0, options.steps - options.decline)

    def resume(self):
        """The step to go on at: the checkpoint's, or 0."""
        if not os.path.exists(self.path):
            return 0
        model, state = checkpoint.load(self.path, self.options.device)
        if state["step"] > state["plateau_end"] != self.plateau_end and os.path.exists(self.plateau):
            # More steps than planned before: they prolong the plateau, so the decline is done anew.
            model, state = checkpoint.load(self.plateau, self.options.device)
        self.stage.model.load_state_dict(model.state_dict())
        self.optimizer.restore(state["optimizer"])
        return state["step"]

    def go(self):
        """Trains until the last step or until the time is over."""
        began = saved = time.monotonic()
        step = self.resume()
        self.stage.model.train()
        while step < min(self.options.steps, self.options.stop_at) and time.monotonic() - began < self.options.minutes * 60:
            self._log(step, *self._step(step))
            step += 1
            if step == self.plateau_end:
                self._save(step, self.plateau)
            if time.monotonic() - saved > self.options.save_minutes * 60:
                self._save(step)
                saved = time.monotonic()
        self._save(step)

    def _save(self, step, path=None):
        trunk_step = step if self.stage.trunk_step is None else self.stage.trunk_step
        checkpoint.save(path or self.path, self.stage.model, self.optimizer, step=step, trunk_step=trunk_step,
                        plateau_end=self.plateau_end)

    def _step(self, step):
        began = time.monotonic()
        torch.manual_seed(hash((self.options.seed, step)))  # a resumed run draws the router's noise as an unbroken one
        batches = self.batches.step(step, self.stage.progress(step, self.options.curriculum))
        total = sum(float(weights[:, 1:].sum()) for _, weights in batches)
        figures = torch.zeros(3)
        for tokens, weights in batches:
            with self._precision():
                loss, *parts = self.stage.loss(tokens.to(self.options.device), weights.to(self.options.device))
            (loss / total).backward()
            figures += torch.tensor([float(part) for part in parts])
        self.optimizer.step(schedule(step, self.options.steps, self.options.warmup, self.options.decline))
        self.stage.after()
        return figures, sum(tokens.numel() for tokens, _ in batches) / (time.monotonic() - began)

    def _precision(self):
        return torch.autocast(self.options.device, dtype=torch.bfloat16)

    def _log(self, step, figures, speed):
        loss, hits, own = figures.tolist()
        line = {"step": step, "loss": round(loss / own, 4), "accuracy": round(hits / own, 4), "tokens_per_second": round(speed)}
        with open(self.path + ".jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        if self.options.print_every and step % self.options.print_every == 0:
            print(line, flush=True)


def parse(arguments=None):
    """The command line's options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=("trunk", "mtp"))
    parser.add_argument("--run", required=True, help="folder of checkpoints and logs")
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--from", dest="source", help="GGUF file to begin with in place of random weights")
    parser.add_argument("--seed", type=int, default=35)
    parser.add_argument("--steps", type=int, default=10000, help="the whole training; more of them prolong the plateau")
    parser.add_argument("--curriculum", type=int, default=2000, help="the steps along which texts become harder; 0: none")
    parser.add_argument("--decline", type=int, default=1000, help="the last steps, along which the learning rate declines")
    parser.add_argument("--stop-at", type=int, default=1 << 30, help="stop before this step")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after this time; the same command resumes")
    parser.add_argument("--save-minutes", type=float, default=3)
    parser.add_argument("--conversations", type=int, default=8, help="a step")
    parser.add_argument("--tokens", type=int, default=4096, help="a micro-batch")
    parser.add_argument("--matrix-rate", type=float, default=0.01)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--warmup", type=int, default=100)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--print-every", type=int, default=20)
    parser.add_argument("--shape", type=json.loads, default={}, help='sizes other than the default, as JSON: {"layers": 5}')
    return parser.parse_args(arguments)


def start(options):
    """The stage with its model: a new trunk or a published file's, or heads on the trained one."""
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.load(options.tokenizer)
    source, steps = export.restore(options.source, tokenizer) if options.source else (None, 0)
    if options.stage == "trunk":
        return Trunk((source or Step35(Shape(len(tokenizer), **options.shape), tokenizer.roots())).to(options.device))
    trunk = os.path.join(options.run, Trunk.file)
    if os.path.exists(trunk):
        model, state = checkpoint.load(trunk, options.device)
        if source is not None:
            model.mtp.load_state_dict(source.mtp.state_dict())
        return Heads(model, state["step"])
    return Heads(source.to(options.device), steps)


def main(arguments=None):
    """Runs a stretch of training."""
    options = parse(arguments)
    torch.set_num_threads(options.threads)
    Run(options, start(options)).go()


if __name__ == "__main__":
    main()
