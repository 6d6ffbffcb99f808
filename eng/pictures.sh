#!/usr/bin/env bash
# Takes the pictures of samples/WebChat in docs/images again; it needs Chromium, on the search path or in STEP35_CHROMIUM.
cd "$(dirname "${BASH_SOURCE[0]}")/.." && exec dotnet run --project tests/WebChat.ModelTests -- -explicit only -class WebChat.ModelTests.PicturesTests
