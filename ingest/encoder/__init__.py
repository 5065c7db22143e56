"""The embedded French–English encoder: numpy only, weights in the package."""

from ingest.encoder.model import EmbeddedEncoder

__all__ = ["EmbeddedEncoder"]
