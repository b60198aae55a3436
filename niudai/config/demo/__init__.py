"""The demo subdistrict 幸福街道: fictional, built through the rooms' own actions."""

from niudai.config.demo.build import build

__all__ = ["build"]
