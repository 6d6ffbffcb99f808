"""A small writer of GGUF files, version 3."""
import struct

import numpy as np

U32, I32, F32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
ALIGNMENT = 32
TENSOR_TYPES = {np.dtype(np.float32): 0, np.dtype(np.float16): 1}


class GgufWriter:
    """Collects metadata and tensors and writes them at once."""

    def __init__(self):
        self.metadata = []
        self.tensors = []

    def add(self, key, kind, value):
        """Adds one value."""
        self.metadata.append(_string(key) + struct.pack("<I", kind) + _value(kind, value))

    def add_array(self, key, kind, values):
        """Adds an array of one type."""
        body = b"".join(_value(kind, value) for value in values)
        self.metadata.append(_string(key) + struct.pack("<IIQ", ARRAY, kind, len(values)) + body)

    def add_tensor(self, name, array):
        """Adds a tensor; GGUF counts its dimensions from the last to the first."""
        self.tensors.append((name, np.ascontiguousarray(array)))

    def write(self, path):
        """Writes the file."""
        infos, offset = [], 0
        for name, array in self.tensors:
            shape = array.shape[::-1]
            infos.append(_string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, TENSOR_TYPES[array.dtype], offset))
            offset += _aligned(array.nbytes)
        header = struct.pack("<4sIQQ", b"GGUF", 3, len(self.tensors), len(self.metadata)) + b"".join(self.metadata + infos)
        with open(path, "wb") as file:
            file.write(header.ljust(_aligned(len(header)), b"\0"))
            for _, array in self.tensors:
                file.write(array.tobytes().ljust(_aligned(array.nbytes), b"\0"))


def _aligned(size):
    return -(-size // ALIGNMENT) * ALIGNMENT


def _string(text):
    data = text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data


def _value(kind, value):
    if kind == STRING:
        return _string(value)
    return struct.pack({U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}[kind], value)
