"""Who may change frameworks."""

from niudai.base.actors import Actor
from niudai.base.decisions import YES, Decision, no
from niudai.org.choices import Role


def may_change_frameworks(actor: Actor) -> Decision:
    """Only the Party office: the frameworks say by what everybody's work is read."""
    if Role.PARTY_OFFICE in actor.roles():
        return YES
    return no("只有党建办可以新增或修改带建框架。")
