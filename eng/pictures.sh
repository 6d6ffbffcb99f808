#!/usr/bin/env bash
# Takes the pictures of samples/WebChat in docs/images again; it needs Chromium.
cd "$(dirname "${BASH_SOURCE[0]}")/.." && exec dotnet run --project tests/WebChat.ModelTests -- -explicit only -class WebChat.ModelTests.PicturesTests
