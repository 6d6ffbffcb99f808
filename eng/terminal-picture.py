#!/usr/bin/env python3
"""Runs a command in a terminal and draws what it shows.

usage: terminal-picture.py OUT.svg TITLE [--type TEXT]... -- COMMAND...

A TEXT is typed when the command waits behind a colon.
"""
import html
import os
import pty
import re
import sys
import time

CHARACTER, LINE, MARGIN, TOP = 9.05, 26, 22, 64
COMMAND, PLAIN = "#9ece6a", "#e6e9f5"
COLORS = {"2": "#6b7394", "36": "#7dcfff"}
FONT = 'font-family="ui-monospace,Menlo,Consolas,monospace" font-size="15"'


def run(command, typed):
    """Gives everything that the terminal showed, with its escape sequences."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color")
        os.environ.pop("NO_COLOR", None)
        os.execvp(command[0], command)
    shown = b""
    while True:
        try:
            shown += os.read(terminal, 65536)
        except OSError:  # Linux ends a terminal without a process so.
            os.waitpid(process, 0)
            return shown.decode().replace("\r\n", "\n")
        if typed and shown.endswith(b": "):
            time.sleep(1)  # Whoever reads keys one by one has to switch the terminal's own echo off first.
            os.write(terminal, typed.pop(0).encode() + b"\n")


def runs(text):
    """Splits a screen into lines of pieces of one colour each."""
    lines, color = [[]], PLAIN
    for piece in re.split(r"(\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\n)", text.strip("\n")):
        if piece == "\n":
            lines.append([])
        elif piece.startswith("\x1b"):
            if piece.endswith("m"):
                color = COLORS.get(piece[2:-1], PLAIN)
        elif lines[-1] and lines[-1][-1][0] == color:
            lines[-1][-1] = (color, lines[-1][-1][1] + piece)
        elif piece:
            lines[-1].append((color, piece))
    while not lines[-1]:  # A command may reset its terminal after the last line.
        lines.pop()
    return lines


def draw(title, lines):
    width = max(760, round(2 * MARGIN + CHARACTER * max(sum(len(piece) for _, piece in line) for line in lines)))
    height = TOP + LINE * len(lines)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{html.escape(title)}">'
    yield f'<rect width="{width}" height="{height}" rx="10" fill="#1a1b26"/>'
    for number, color in enumerate(("#f7768e", "#e0af68", "#9ece6a")):
        yield f'<circle cx="{MARGIN + 20 * number}" cy="22" r="6" fill="{color}"/>'
    for number, line in enumerate(lines):
        pieces = "".join(f'<tspan fill="{color}">{html.escape(piece)}</tspan>' for color, piece in line)
        yield f'<text x="{MARGIN}" y="{TOP + LINE * number}" {FONT} xml:space="preserve">{pieces}</text>'
    yield "</svg>"


def main(arguments):
    split = arguments.index("--")
    (path, title), options, command = arguments[:2], arguments[2:split], arguments[split + 1:]
    prompt = "$ " + " ".join(f'"{word}"' if " " in word else word for word in command)
    lines = [[(COMMAND, prompt)], *runs(run(command, options[1::2]))]
    with open(path, "w", encoding="utf-8") as picture:
        picture.write("\n".join(draw(title, lines)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
