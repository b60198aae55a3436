"""读文: bytes of a Chinese plan document in, a structured plan out; importing it loads nothing else."""

from .formats import PlanUnreadable, Progress, takes_long
from .model import Deadline, Framework, Heading, Phase, Plan, Target, Task
from .reader import read, read_text

__all__ = [
    "Deadline",
    "Framework",
    "Heading",
    "Phase",
    "Plan",
    "PlanUnreadable",
    "Progress",
    "Target",
    "Task",
    "read",
    "read_text",
    "takes_long",
]
