"""What the reader says when it cannot read a file."""

DAMAGED = "文件已损坏，无法读取，请用 Word 或 WPS 打开原文件，另存后重新上传。"
LOCKED = "文件设有密码，请用 Word 或 WPS 打开并取消密码，另存后重新上传。"
TOO_LARGE = "文件内容过大，请只保留方案正文后再上传。"


class PlanUnreadable(Exception):
    """The input cannot be read as a plan; `str(error)` is one Chinese sentence with the remedy."""
