"""llama.cpp 0.5.0 through ctypes: as much as verifying and evaluating a model takes."""
import ctypes as c
import glob
import os
from contextlib import contextmanager

import numpy as np

SIZE_T = c.c_size_t
CONTEXT_MTP = 1
FLASH_ATTENTION_OFF = 0
F32_TYPE = 0


class ModelParams(c.Structure):
    """llama_model_params."""
    _fields_ = [("devices", c.c_void_p), ("overrides", c.c_void_p), ("n_gpu_layers", c.c_int32), ("split_mode", c.c_int),
                ("load_mode", c.c_int), ("lazy_mode", c.c_int), ("main_gpu", c.c_int32), ("tensor_split", c.c_void_p),
                ("progress", c.c_void_p), ("progress_data", c.c_void_p), ("kv_overrides", c.c_void_p), ("vocab_only", c.c_bool),
                ("check_tensors", c.c_bool), ("use_extra_bufts", c.c_bool), ("no_host", c.c_bool), ("no_alloc", c.c_bool),
                ("load_mtp", c.c_bool)]


class ContextParams(c.Structure):
    """llama_context_params."""
    _fields_ = ([(name, c.c_uint32) for name in ("n_ctx", "n_batch", "n_ubatch", "n_seq_max", "n_rs_seq", "n_outputs_max",
                                                 "n_outputs_max_per_seq")]
                + [(name, c.c_int32) for name in ("n_threads", "n_threads_batch", "ctx_type", "rope_scaling_type", "pooling_type",
                                                  "attention_type", "flash_attn_type")]
                + [(name, c.c_float) for name in ("rope_freq_base", "rope_freq_scale", "yarn_ext_factor", "yarn_attn_factor",
                                                  "yarn_beta_fast", "yarn_beta_slow")]
                + [("yarn_orig_ctx", c.c_uint32), ("defrag_thold", c.c_float), ("cb_eval", c.c_void_p),
                   ("cb_eval_data", c.c_void_p), ("type_k", c.c_int), ("type_v", c.c_int), ("abort", c.c_void_p),
                   ("abort_data", c.c_void_p)]
                + [(name, c.c_bool) for name in ("embeddings", "offload_kqv", "no_perf", "op_offload", "swa_full", "kv_unified")]
                + [("samplers", c.c_void_p), ("n_samplers", SIZE_T), ("ctx_other", c.c_void_p)])


class Batch(c.Structure):
    """llama_batch."""
    _fields_ = [("n_tokens", c.c_int32), ("token", c.POINTER(c.c_int32)), ("embd", c.POINTER(c.c_float)),
                ("pos", c.POINTER(c.c_int32)), ("n_seq_id", c.POINTER(c.c_int32)), ("seq_id", c.POINTER(c.POINTER(c.c_int32))),
                ("logits", c.POINTER(c.c_int8))]


LogCallback = c.CFUNCTYPE(None, c.c_int, c.c_char_p, c.c_void_p)
SIGNATURES = {
    "llama_backend_init": (None, []),
    "llama_log_set": (None, [LogCallback, c.c_void_p]),
    "llama_model_default_params": (ModelParams, []),
    "llama_model_load_from_file": (c.c_void_p, [c.c_char_p, ModelParams]),
    "llama_model_free": (None, [c.c_void_p]),
    "llama_model_get_vocab": (c.c_void_p, [c.c_void_p]),
    "llama_model_n_embd": (c.c_int32, [c.c_void_p]),
    "llama_vocab_n_tokens": (c.c_int32, [c.c_void_p]),
    "llama_tokenize": (c.c_int32, [c.c_void_p, c.c_char_p, c.c_int32, c.POINTER(c.c_int32), c.c_int32, c.c_bool, c.c_bool]),
    "llama_context_default_params": (ContextParams, []),
    "llama_init_from_model": (c.c_void_p, [c.c_void_p, ContextParams]),
    "llama_free": (None, [c.c_void_p]),
    "llama_decode": (c.c_int32, [c.c_void_p, Batch]),
    "llama_get_memory": (c.c_void_p, [c.c_void_p]),
    "llama_memory_seq_rm": (c.c_bool, [c.c_void_p, c.c_int32, c.c_int32, c.c_int32]),
    "llama_get_logits_ith": (c.POINTER(c.c_float), [c.c_void_p, c.c_int32]),
}
MTP_SIGNATURES = {
    "_Z26llama_set_embeddings_nextnP13llama_contextbb": (None, [c.c_void_p, c.c_bool, c.c_bool]),
    "_Z28llama_set_nextn_layer_offsetP13llama_contexti": (None, [c.c_void_p, c.c_int32]),
    "_Z30llama_get_embeddings_nextn_ithP13llama_contexti": (c.POINTER(c.c_float), [c.c_void_p, c.c_int32]),
}


class Native:
    """The libraries of a folder."""

    def __init__(self, folder):
        ggml = c.CDLL(_find(folder, "libggml.*"), mode=c.RTLD_GLOBAL)
        ggml.ggml_backend_load_all_from_path.argtypes = [c.c_char_p]
        ggml.ggml_backend_load_all_from_path(folder.encode())
        library = c.CDLL(_find(folder, "libllama.*"))
        for name, (result, arguments) in (SIGNATURES | MTP_SIGNATURES).items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)
        (self.set_embeddings, self.set_head, self.get_embedding) = (getattr(self, name) for name in MTP_SIGNATURES)
        self._log = LogCallback(lambda level, text, data: None)
        self.llama_log_set(self._log, None)
        self.llama_backend_init()

    @contextmanager
    def model(self, path, vocabulary_only=False):
        """A model that is open for a while."""
        params = self.llama_model_default_params()
        params.vocab_only, params.load_mtp = vocabulary_only, not vocabulary_only
        handle = self.llama_model_load_from_file(path.encode(), params)
        if not handle:
            raise ValueError(f"llama.cpp does not load {path}.")
        try:
            yield Model(self, handle)
        finally:
            self.llama_model_free(handle)


class Model:
    """An open model."""

    def __init__(self, native, handle):
        self.native, self.handle = native, handle
        self.vocabulary = native.llama_model_get_vocab(handle)
        self.token_count = native.llama_vocab_n_tokens(self.vocabulary)
        self.width = native.llama_model_n_embd(handle)

    def tokenize(self, text, special=True):
        """The tokens of a text."""
        data = text.encode("utf-8")
        buffer = (c.c_int32 * (len(data) + 8))()
        count = self.native.llama_tokenize(self.vocabulary, data, len(data), buffer, len(buffer), False, special)
        return buffer[:count]

    @contextmanager
    def context(self, length, target=None, exact=False):
        """A context; with a target context, the one of its MTP heads. Exact ones keep keys and values at f32."""
        params = self.native.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch = length, length, min(length, 512)
        params.n_threads = params.n_threads_batch = 1
        params.swa_full = True
        if exact:
            params.type_k = params.type_v = F32_TYPE
            params.flash_attn_type = FLASH_ATTENTION_OFF
        if target is not None:
            params.ctx_type, params.ctx_other = CONTEXT_MTP, target.handle
        handle = self.native.llama_init_from_model(self.handle, params)
        if not handle:
            raise ValueError("llama.cpp makes no context.")
        try:
            yield Context(self, handle)
        finally:
            self.native.llama_free(handle)


class Context:
    """An open context with one sequence."""

    def __init__(self, model, handle):
        self.model, self.native, self.handle = model, model.native, handle

    def decode(self, tokens, position, hidden=None, outputs=None):
        """Decodes tokens from a position on; hidden are the rows that an MTP head reads beside them."""
        count = len(tokens)
        sequence = (c.c_int32 * 1)(0)
        wanted = range(count) if outputs is None else outputs
        flags = (c.c_int8 * count)(*(int(i in wanted) for i in range(count)))
        rows = None if hidden is None else np.ascontiguousarray(hidden, dtype=np.float32)
        batch = Batch(count, (c.c_int32 * count)(*tokens), None if rows is None else rows.ctypes.data_as(c.POINTER(c.c_float)),
                      (c.c_int32 * count)(*range(position, position + count)), (c.c_int32 * count)(*[1] * count),
                      (c.POINTER(c.c_int32) * count)(*[sequence] * count), flags)
        status = self.native.llama_decode(self.handle, batch)
        if status:
            raise RuntimeError(f"llama_decode says {status}.")

    def logits(self, index):
        """The scores at one output of the last batch."""
        return self._row(self.native.llama_get_logits_ith, index, self.model.token_count)

    def hidden(self, index):
        """The hidden state at one output of the last batch."""
        return self._row(self.native.get_embedding, index, self.model.width)

    def _row(self, function, index, size):
        return np.ctypeslib.as_array(function(self.handle, index), (size,)).copy()

    def forget(self, position):
        """Removes everything from a position on."""
        self.native.llama_memory_seq_rm(self.native.llama_get_memory(self.handle), 0, position, -1)


def _find(folder, pattern):
    names = [n for n in sorted(glob.glob(os.path.join(folder, pattern))) if ".so" in n]
    if not names:
        raise FileNotFoundError(f"No {pattern} in {folder}; fetch the native core first.")
    return names[0]
