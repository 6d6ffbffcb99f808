"""The shape of the model."""
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Shape:
    """Every size that the architecture needs; the defaults are step35-nano's."""
    vocabulary: int
    hidden: int = 192
    layers: int = 9
    mtp_layers: int = 3
    head_size: int = 64
    full_heads: int = 4
    sliding_heads: int = 6
    key_value_heads: int = 2
    window: int = 64
    dense_layers: int = 1
    dense_size: int = 512
    mtp_dense_size: int = 512
    experts: int = 8
    experts_used: int = 2
    expert_size: int = 80
    shared_size: int = 80
    expert_scale: float = 2.0
    rope_base: float = 5_000_000.0
    sliding_rope_base: float = 10_000.0
    epsilon: float = 1e-5
    context: int = 4096

    def is_sliding(self, layer):
        """Whether a layer sees its window only; MTP layers, which follow the trunk, all do."""
        return layer >= self.layers or layer % 4 != 0

    def heads(self, layer):
        """The query heads of a layer."""
        return self.sliding_heads if self.is_sliding(layer) else self.full_heads

    def is_dense(self, layer):
        """Whether a layer has one feed-forward network in place of experts."""
        return layer < self.dense_layers or layer >= self.layers

    def as_dict(self):
        """The sizes by name, as checkpoints keep them."""
        return asdict(self)
