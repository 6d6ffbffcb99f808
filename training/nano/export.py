"""Writes a trained model as a GGUF file that llama.cpp loads."""
import argparse
import os
import subprocess

import numpy as np
import torch

from . import checkpoint, gguf
from .gguf import BOOL, F32, I32, STRING, U32
from .layers import Experts
from .model import Step35
from .shape import Shape
from .tokenizer import CONTROL, END_OF_TURN, Tokenizer

TEMPLATE = os.path.join(os.path.dirname(__file__), "template.jinja")


def export(model, tokenizer, path, facts, half=True):
    """Writes the file; facts are pairs of a text key and a value, such as the version."""
    writer = gguf.GgufWriter()
    writer.add("general.architecture", STRING, "step35")
    for key, value in facts.items():
        writer.add(key, U32 if isinstance(value, int) else STRING, value)
    writer.add("general.file_type", U32, int(half))
    add_shape(writer, model.shape)
    add_vocabulary(writer, tokenizer)
    for name, tensor in tensors(model):
        # As llama.cpp's converter does: vectors and routers stay exact.
        keep = not half or tensor.ndim == 1 or "ffn_gate_inp" in name
        writer.add_tensor(name, tensor.detach().float().cpu().numpy().astype(np.float32 if keep else np.float16))
    writer.write(path)


# The sizes of the model under the architecture's keys.
SIZES = {
    "context_length": "context", "embedding_length": "hidden", "feed_forward_length": "dense_size",
    "attention.key_length": "head_size", "attention.value_length": "head_size", "rope.dimension_count": "head_size",
    "attention.sliding_window": "window", "expert_count": "experts", "expert_used_count": "experts_used",
    "expert_feed_forward_length": "expert_size", "expert_shared_feed_forward_length": "shared_size",
    "leading_dense_block_count": "dense_layers", "nextn_predict_layers": "mtp_layers",
}
NUMBERS = {"rope.freq_base": "rope_base", "rope.freq_base_swa": "sliding_rope_base",
           "attention.layer_norm_rms_epsilon": "epsilon", "expert_weights_scale": "expert_scale"}


def add_shape(writer, shape):
    """The keys of the architecture."""
    blocks = range(shape.layers + shape.mtp_layers)
    writer.add("step35.block_count", U32, len(blocks))
    writer.add("step35.moe_every_n_layers", U32, 1)
    for key, name in SIZES.items():
        writer.add("step35." + key, U32, getattr(shape, name))
    for key, name in NUMBERS.items():
        writer.add("step35." + key, F32, getattr(shape, name))
    writer.add("step35.expert_weights_norm", BOOL, True)
    writer.add_array("step35.attention.head_count", U32, [shape.heads(i) for i in blocks])
    writer.add_array("step35.attention.head_count_kv", U32, [shape.key_value_heads for _ in blocks])
    writer.add_array("step35.attention.sliding_window_pattern", BOOL, [shape.is_sliding(i) for i in blocks])


def read_shape(facts):
    """The shape that the keys of a file give."""
    sizes = {name: facts["step35." + key] for key, name in (SIZES | NUMBERS).items()}
    layers = facts["step35.block_count"] - sizes["mtp_layers"]
    full, sliding = facts["step35.attention.head_count"][0], facts["step35.attention.head_count"][-1]
    return Shape(len(facts["tokenizer.ggml.tokens"]), layers=layers, full_heads=full, sliding_heads=sliding,
                 key_value_heads=facts["step35.attention.head_count_kv"][0], mtp_dense_size=sizes["dense_size"], **sizes)


def add_vocabulary(writer, tokenizer):
    """The tokenizer and the chat template."""
    writer.add("tokenizer.ggml.model", STRING, "gpt2")
    writer.add("tokenizer.ggml.pre", STRING, "gpt-2")
    writer.add_array("tokenizer.ggml.tokens", STRING, tokenizer.tokens)
    writer.add_array("tokenizer.ggml.token_type", I32, tokenizer.types)
    writer.add_array("tokenizer.ggml.merges", STRING, [" ".join(pair) for pair in tokenizer.merges])
    writer.add("tokenizer.ggml.bos_token_id", U32, tokenizer.number(CONTROL[0]))
    writer.add("tokenizer.ggml.eot_token_id", U32, tokenizer.number(END_OF_TURN))
    writer.add("tokenizer.ggml.eos_token_id", U32, tokenizer.number(END_OF_TURN))
    writer.add("tokenizer.ggml.add_bos_token", BOOL, False)
    with open(TEMPLATE, encoding="utf-8") as file:
        writer.add("tokenizer.chat_template", STRING, file.read())


def tensors(model):
    """Every tensor under llama.cpp's name; all but the two of the vocabulary are views of the parameters."""
    yield "token_embd.weight", model.embedding.weight()
    yield "output_norm.weight", model.norm.weight
    yield "output.weight", model.output.weight()
    for index, layer in enumerate(model.layers):
        yield from _layer(f"blk.{index}.", layer)
    for index, head in enumerate(model.mtp, len(model.layers)):
        yield from _layer(f"blk.{index}.", head.layer)
        for name, part in (("eh_proj", head.join), ("enorm", head.token_norm), ("hnorm", head.hidden_norm),
                           ("shared_head_norm", head.output_norm)):
            yield f"blk.{index}.nextn.{name}.weight", part.weight


def _layer(prefix, layer):
    attention = layer.attention
    parts = {"attn_norm": layer.attention_norm, "attn_q": attention.q, "attn_k": attention.k, "attn_v": attention.v,
             "attn_output": attention.o, "attn_gate": attention.gate, "attn_q_norm": attention.q_norm,
             "attn_k_norm": attention.k_norm, "ffn_norm": layer.network_norm}
    for name, part in parts.items():
        yield f"{prefix}{name}.weight", part.weight
    if isinstance(layer.network, Experts):
        yield from _experts(prefix, layer.network)
    else:
        yield from _network(prefix, "", layer.network)


def _network(prefix, suffix, network):
    for name in ("gate", "up", "down"):
        yield f"{prefix}ffn_{name}{suffix}.weight", getattr(network, name).weight


def _experts(prefix, experts):
    gate, up = experts.gate_up.transpose(1, 2).chunk(2, 1)
    yield prefix + "ffn_gate_inp.weight", experts.router.weight
    yield prefix + "exp_probs_b.bias", experts.bias
    yield prefix + "ffn_gate_exps.weight", gate
    yield prefix + "ffn_up_exps.weight", up
    yield prefix + "ffn_down_exps.weight", experts.down.transpose(1, 2)
    yield from _network(prefix, "_shexp", experts.shared)


@torch.no_grad()
def restore(path, tokenizer):
    """The model that a file of ours holds, and the steps its trunk was trained for."""
    facts, found = gguf.read(path)
    if facts["tokenizer.ggml.tokens"] != tokenizer.tokens:
        raise SystemExit(f"{path} has other tokens than the tokenizer; give the tokenizer that it was made with.")
    model = Step35(read_shape(facts), tokenizer.roots())
    model.embedding.take(torch.tensor(found["token_embd.weight"]))
    model.output.take(torch.tensor(found["output.weight"]))
    for name, tensor in tensors(model):
        tensor.copy_(torch.tensor(found[name]))
    return model, facts["step35.training.steps"]


def revision(name):
    """The number of a commit, or of a folder's content in it."""
    return subprocess.run(["git", "rev-parse", name], capture_output=True, text=True, check=True,
                          cwd=os.path.dirname(__file__)).stdout.strip()


def facts(version, seed, steps):
    """What a file says about itself."""
    return {"general.name": "step35-nano", "general.version": version, "general.license": "MIT",
            "general.description": "A small model with the Step-3.5 architecture and chat format, trained on made-up conversations.",
            "step35.training.seed": seed, "step35.training.steps": steps, "step35.training.commit": revision("HEAD"),
            "step35.training.tree": revision("HEAD:training")}


def main():
    """Exports a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--seed", type=int, default=35)
    parser.add_argument("--f32", action="store_true")
    options = parser.parse_args()
    model, state = checkpoint.load(options.checkpoint)
    export(model, Tokenizer.load(options.tokenizer), options.out, facts(options.version, options.seed, state["trunk_step"]),
           half=not options.f32)
    print(f"{os.path.getsize(options.out):,} bytes")


if __name__ == "__main__":
    main()
