"""The two models of RapidOCR: where a picture holds lines of text, and which characters they are.

The sessions are our own, so that neither configuration nor download code of the package runs and
memory stays flat: without arena and memory patterns ONNX Runtime keeps nothing per shape it has seen.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import rapidocr
from numpy.typing import NDArray
from PIL.Image import Image
from rapidocr.ch_ppocr_det import TextDetector
from rapidocr.ch_ppocr_rec import TextRecInput, TextRecognizer
from rapidocr.utils.process_img import get_rotate_crop_image
from rapidocr.utils.typings import EngineType

from .errors import PlanUnreadable

logging.getLogger("RapidOCR").setLevel(logging.ERROR)  # it names the engine at every start

MODELS = Path(rapidocr.__file__).parent / "models"
THREADS = 2
MID = [0.5, 0.5, 0.5]
SIDE_SEARCHED = 960  # pixels of the longer side while lines are looked for
HEIGHT = 48  # pixels of a line as the second model takes it
CHARS_AT_ONCE = 36
WORK_MAX = 90_000  # pixels of all such lines of a page, about 2,200 characters
TOO_DENSE = "图片中的文字过小或过密，无法辨认，请逐页扫描后再上传，或提供 Word 版本。"


@dataclass(frozen=True)
class Found:
    """One stretch of text: corners from top left clockwise in pixels, score from 0 to 1."""

    text: str
    corners: NDArray[Any]
    score: float


class Recognizer:
    """The loaded models; memory is given back with the object."""

    def __init__(self) -> None:
        searching = {"limit_side_len": SIDE_SEARCHED, "limit_type": "max", "mean": MID, "std": MID}
        reading = {"rec_batch_num": 1, "rec_img_shape": [3, HEIGHT, 320], "lang_type": "ch"}
        self._search = TextDetector(_Options(_session("*_det_*.onnx"), searching))
        self._read = TextRecognizer(_Options(_session("*_rec_*.onnx"), reading))

    def found(self, picture: Image) -> Iterator[Found]:
        """Yield what stands on the picture, roughly from top to bottom.

        Raises PlanUnreadable for a picture so dense that it would take minutes.
        """
        pixels = np.asarray(picture)[:, :, ::-1]
        boxes = self._search(pixels).boxes
        if boxes is None:
            return
        crops = [get_rotate_crop_image(pixels, box) for box in boxes]
        if sum(crop.shape[1] * HEIGHT // crop.shape[0] for crop in crops) > WORK_MAX:
            raise PlanUnreadable(TOO_DENSE)
        for box, crop in zip(boxes, crops, strict=True):
            parts = [self._read(TextRecInput(img=part)) for part in _parts(crop)]
            text = "".join(part.txts[0] for part in parts if part.txts)
            yield Found(text, box, float(min(part.scores[0] for part in parts if part.scores)))


def _parts(line: NDArray[Any]) -> list[NDArray[Any]]:
    """Cut a long line between two characters: memory grows with the length that is read at once."""
    height, width = line.shape[:2]
    if width <= CHARS_AT_ONCE * height:
        return [line]
    begin = width // 2 - height
    ink = (255 - line[:, begin : begin + 2 * height].astype(np.int32)).sum(axis=(0, 2))
    at = begin + int(ink.argmin())
    return [*_parts(line[:, :at]), *_parts(line[:, at:])]


class _Options(dict[str, Any]):
    """The configuration RapidOCR expects: a dict whose keys are attributes too."""

    def __init__(self, session: onnxruntime.InferenceSession, values: dict[str, Any]) -> None:
        super().__init__(
            session=session, engine_type=EngineType.ONNXRUNTIME, font_path=None, **values
        )

    __getattr__ = dict.__getitem__


def _session(model: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others work too
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    path = next(MODELS.glob(model))
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
