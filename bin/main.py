"""Hand over to the command named first; plain Python, for nothing is installed yet."""

import signal
import sys
from types import FrameType
from typing import NoReturn

from launcher import server, suite
from launcher.children import Terminated
from launcher.say import Stop

COMMANDS = {"serve": server.main, "test": suite.main}


def main() -> int:
    signal.signal(signal.SIGTERM, terminate)
    command, *arguments = sys.argv[1:]
    try:
        return COMMANDS[command](arguments)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Terminated):
        print("\nStopped.", file=sys.stderr)
        return 130


def terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated


if __name__ == "__main__":
    sys.exit(main())
