# SPDX-License-Identifier: MIT
"""QEMU's monitor (QMP): moves the guest's tablet, and plugs it."""

import json
import socket
import threading
import time
from pathlib import Path
from typing import Any, Dict, List

Events = List[Dict[str, Any]]
WAIT = 20  # seconds


def move(x: int, y: int) -> Events:
    return [{"type": "abs", "data": {"axis": axis, "value": value}} for axis, value in (("x", x), ("y", y))]


def button(name: str, down: bool) -> Events:
    return [{"type": "btn", "data": {"button": name, "down": down}}]


class Monitor:
    """Connects when it is first told something: QEMU makes the socket as it starts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.stream: Any = None

    def connect(self) -> None:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(WAIT)
        connection.connect(str(self.path))
        self.stream = connection.makefile("rw", encoding="utf-8")
        self.stream.readline()
        self.ask("qmp_capabilities", {})

    def ask(self, command: str, arguments: Dict[str, Any]) -> Dict[str, Any]:
        self.stream.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.stream.flush()
        while True:
            answer: Dict[str, Any] = json.loads(self.stream.readline())
            if "event" not in answer:
                return answer

    def tell(self, command: str, **arguments: Any) -> None:
        """Its errors are the guest's to notice."""
        with self.lock:
            if self.stream is None:
                self.connect()
            self.ask(command, arguments)

    def send(self, events: Events) -> None:
        self.tell("input-send-event", events=events)

    def keep_moving(self, stop: threading.Event) -> None:
        """Until then; a report for each time that the guest asks."""
        place = 0
        while not stop.is_set():
            place = (place + 97) % 0x8000
            try:
                self.send(move(place, 0x7fff - place))
            except (OSError, ValueError):  # QEMU has ended
                return
            time.sleep(0.004)
