# SPDX-License-Identifier: MIT
"""Gets the completions of a line from each of the three shells."""

import os
import pty
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Callable, Dict, List

HERE = Path(__file__).resolve().parent
LIMIT = 60  # seconds

# What is offered, with its description if the shell shows one.
Offer = Dict[str, str]
Ask = Callable[[Path, List[str]], List[Offer]]


class ShellError(Exception):
    """A shell is missing or did not answer."""


def needs(shell: str) -> str:
    found = shutil.which(shell)
    if not found:
        raise ShellError(f"there is no {shell} here; as root: apt-get install {shell}")
    return found


def environment(**more: str) -> Dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "vt100", **more}


def read(shell: str, answers: str, lines: List[str]) -> List[Offer]:
    """For each line that is to be completed: lines `word` or `word TAB description`, then a dot."""
    offers: List[Offer] = [{}]
    for line in answers.splitlines():
        if line == ".":
            offers.append({})
            continue
        word, _, description = line.partition("\t")
        offers[-1][word] = description.strip()
    if len(offers) != len(lines) + 1 or offers.pop():
        raise ShellError(f"{shell} was asked {len(lines)} lines and said:\n{answers}")
    return offers


def run(words: List[str], lines: List[str], home: str) -> str:
    done = subprocess.run(words, input="".join(f"{line}\n" for line in lines), text=True, timeout=LIMIT, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(HOME=home))
    if done.returncode != 0 or done.stderr:
        raise ShellError(f"{words[0]} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def ask_bash(file: Path, lines: List[str]) -> List[Offer]:
    with tempfile.TemporaryDirectory() as home:
        return read("bash", run([needs("bash"), "--noprofile", "--norc", str(HERE / "ask.bash"), str(file)], lines, home),
                    lines)


def ask_fish(file: Path, lines: List[str]) -> List[Offer]:
    with tempfile.TemporaryDirectory() as home:
        return read("fish", run([needs("fish"), "--no-config", str(HERE / "ask.fish"), str(file)], lines, home), lines)


def ask_zsh(file: Path, lines: List[str]) -> List[Offer]:
    """zsh completes in its line editor only, and that needs a terminal."""
    with tempfile.TemporaryDirectory() as home:
        answers = Path(home, "answers")
        answers.touch()
        Path(home, "lines").write_text("\n".join(lines))
        shutil.copy(HERE / "ask.zsh", Path(home, ".zshrc"))
        ours, its = pty.openpty()
        shown: List[bytes] = []
        with subprocess.Popen([needs("zsh"), "-d", "-i"], stdin=its, stdout=its, stderr=its, start_new_session=True,
                              env=environment(HOME=home, ZDOTDIR=home, RUSTY_FILE=str(file),
                                              RUSTY_LINES=str(Path(home, "lines")), RUSTY_ANSWERS=str(answers))) as shell:
            os.close(its)
            reader = threading.Thread(target=drain, args=(ours, shown))
            reader.start()
            try:
                shell.wait(LIMIT)
            except subprocess.TimeoutExpired:
                shell.kill()
        reader.join()
        os.close(ours)
        try:
            return read("zsh", answers.read_text(), lines)
        except ShellError as error:
            raise ShellError(f"{error}\nIts terminal: {b''.join(shown).decode(errors='replace')}") from None


def drain(terminal: int, shown: List[bytes]) -> None:
    """A process that writes to a terminal blocks if nobody reads it."""
    try:
        while True:
            shown.append(os.read(terminal, 4096))
    except OSError:
        pass  # the shell has ended


SHELLS: Dict[str, Ask] = {"rusty": ask_bash, "_rusty": ask_zsh, "rusty.fish": ask_fish}
