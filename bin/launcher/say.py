"""How the commands speak: a line for each step, and one sentence when they cannot go on."""


class Stop(Exception):
    """The command cannot go on; the message says why and what to do."""


def step(text: str) -> None:
    print(f"==> {text}", flush=True)
