#!/usr/bin/env bash
# Takes the pictures of the samples in docs/images again; it needs Python, git, and Chromium on the search path or in STEP35_CHROMIUM.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

trap 'rm -rf demo' EXIT
git init --quiet --initial-branch=main demo

python3 eng/terminal-picture.py docs/images/console-agent.svg "Console agent session" -- \
  dotnet run --project samples/ConsoleAgent -- "What is the weather in Oslo?"
python3 eng/terminal-picture.py docs/images/coding-agent.svg "Coding agent session" --type y -- \
  dotnet run --project samples/CodingAgent -- --folder demo "Write hello to the file notes.txt"
dotnet run --project tests/WebChat.ModelTests -- -explicit only -class WebChat.ModelTests.PicturesTests
