"""Proves an export: llama.cpp computes the same logits as PyTorch, for the trunk and for every MTP head while drafting."""
import argparse
import os
import tempfile

import numpy as np
import torch

from . import chat, checkpoint
from .export import export
from .generator import Generator
from .native import Native
from .tokenizer import Tokenizer
from .words import HELD_OUT

LIMIT = 1e-3


def relative_error(found, expected):
    """The length of the difference relative to the length of what is expected."""
    return float(np.linalg.norm(found - expected) / np.linalg.norm(expected))


@torch.no_grad()
def expected_logits(model, tokens):
    """PyTorch's logits: the trunk's, then each head's."""
    model.eval()
    padding = -len(tokens) % model.shape.window
    batch = torch.tensor([list(tokens) + [0] * padding])
    hidden = model(batch)
    logits = [model.logits(hidden), *model.mtp_logits(batch, hidden)]
    return [part[0, :len(tokens)].numpy() for part in logits]


def native_logits(model, tokens, heads):
    """llama.cpp's logits: the trunk's at every position, and each head's at the last position where it can draft."""
    length = -(-len(tokens) // 256) * 256
    with model.context(length, exact=True) as trunk, model.context(length, target=trunk, exact=True) as draft:
        native = model.native
        native.set_embeddings(trunk.handle, True, False)
        native.set_embeddings(draft.handle, True, True)
        trunk.decode(tokens, 0)
        logits = [np.stack([trunk.logits(i) for i in range(len(tokens))])]
        hidden = np.stack([trunk.hidden(i) for i in range(len(tokens))])
        shifted = np.concatenate((np.zeros_like(hidden[:1]), hidden[:-1]))
        return logits + _draft(native, draft, tokens, shifted, heads)


def _draft(native, draft, tokens, shifted, heads):
    """Replays all but the last tokens through every head and then drafts along the rest."""
    start = len(tokens) - heads
    for head in range(heads):
        draft.forget(0)
        native.set_head(draft.handle, head)
        draft.decode(tokens[:start], 0, shifted[:start], outputs=[])
    rows, logits = [shifted[start]], []
    for head in range(heads):
        draft.forget(start)
        native.set_head(draft.handle, head)
        draft.decode(tokens[start:start + head + 1], start, np.stack(rows), outputs=[head])
        logits.append(draft.logits(head))
        rows.append(draft.hidden(head))
    return logits


def errors(model, native_model, tokens):
    """The relative error of the trunk and of each head."""
    heads = model.shape.mtp_layers
    expected = expected_logits(model, tokens)
    found = native_logits(native_model, tokens, heads)
    start = len(tokens) - heads
    return [relative_error(found[0], expected[0])] + [
        relative_error(found[1 + k], expected[1 + k][start + k]) for k in range(heads)]


def verify(model, tokenizer, native, texts):
    """The greatest errors over texts, of the trunk and of each head, at f32."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.gguf")
        export(model, tokenizer, path, {}, half=False)
        with native.model(path) as exported:
            found = []
            for text in texts:
                tokens = tokenizer.encode(text)
                if exported.tokenize(text) != tokens:
                    raise AssertionError("llama.cpp cuts the text into other tokens: " + text)
                found.append(errors(model, exported, tokens))
            return np.max(found, axis=0)


def main():
    """Verifies a checkpoint on held-out conversations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--native", required=True, help="folder of the native libraries")
    parser.add_argument("--texts", type=int, default=20)
    options = parser.parse_args()
    generator = Generator(35, HELD_OUT)
    texts = ["".join(t for t, _ in chat.pieces(generator.conversation(i))) for i in range(options.texts)]
    found = verify(checkpoint.load(options.checkpoint)[0], Tokenizer.load(options.tokenizer), Native(options.native), texts)
    for name, error in zip(("trunk", "head 1", "head 2", "head 3"), found):
        print(f"{name}: relative error {error:.1e}")
    if max(found) > LIMIT:
        raise SystemExit(f"An error is above {LIMIT}.")


if __name__ == "__main__":
    main()
