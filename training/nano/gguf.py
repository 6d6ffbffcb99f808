"""A small writer and reader of GGUF files, version 3."""
import struct

import numpy as np

U32, I32, F32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
FORMS = {U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}
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
    return struct.pack(FORMS[kind], value)


def read(path):
    """The metadata and the tensors of a file that GgufWriter wrote."""
    with open(path, "rb") as file:
        reader = _Reader(file.read())
    magic, version, tensors, keys = reader.take("<4sIQQ")
    if (magic, version) != (b"GGUF", 3):
        raise ValueError(f"{path} is no GGUF file of version 3.")
    metadata = {reader.string(): reader.value(*reader.take("<I")) for _ in range(keys)}
    infos = [reader.info() for _ in range(tensors)]
    start = _aligned(reader.place)
    return metadata, {name: reader.tensor(shape, kind, start + offset) for name, shape, kind, offset in infos}


class _Reader:
    """Takes values from the front of a file."""

    def __init__(self, data):
        self.data = data
        self.place = 0

    def take(self, form):
        """Values in struct's form."""
        values = struct.unpack_from(form, self.data, self.place)
        self.place += struct.calcsize(form)
        return values

    def string(self):
        """A text."""
        length, = self.take("<Q")
        self.place += length
        return self.data[self.place - length:self.place].decode("utf-8")

    def value(self, kind):
        """A value of a type."""
        if kind == ARRAY:
            item, count = self.take("<IQ")
            return [self.value(item) for _ in range(count)]
        if kind == STRING:
            return self.string()
        number, = self.take(FORMS[kind])
        return float(str(np.float32(number))) if kind == F32 else number  # 1e-5, not 9.99999974e-06

    def info(self):
        """A tensor's name, shape, type and place."""
        name, (dimensions,) = self.string(), self.take("<I")
        shape = self.take(f"<{dimensions}Q")[::-1]
        return name, shape, *self.take("<IQ")

    def tensor(self, shape, kind, place):
        """A tensor in float32."""
        dtype = next(dtype for dtype, number in TENSOR_TYPES.items() if number == kind)
        return np.frombuffer(self.data, dtype, int(np.prod(shape)), place).reshape(shape).astype(np.float32)
