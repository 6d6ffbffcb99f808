"""Checkpoints: all that a run needs to go on as if it had never stopped."""
import os

import torch

from .model import Step35
from .shape import Shape


def save(path, model, optimizer, **steps):
    """Writes a checkpoint; an interrupted write leaves the old one."""
    state = {"shape": model.shape.as_dict(), "model": model.state_dict(), "optimizer": optimizer.state(), **steps}
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def load(path, device="cpu"):
    """The model and the whole checkpoint."""
    state = torch.load(path, map_location=device)
    model = Step35(Shape(**state["shape"])).to(device)
    model.load_state_dict(state["model"])
    return model, state
