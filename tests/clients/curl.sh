#!/bin/sh
# Each dialect's stream, an error and a call, with nothing but curl.
set -eu
address=$1

# ask PATH BODY TEXT: the answer holds the text.
ask() {
  curl --silent --show-error --no-buffer "$address$1" --json "$2" | grep --quiet --fixed-strings -- "$3" || { echo "$1: no $3" >&2; exit 1; }
}

messages='"messages": [{"role": "user", "content": "What is the weather in Oslo?"}]'
schema='{"type": "object", "properties": {"city": {"type": "string", "description": "The city name."}}, "required": ["city"]}'
function='"name": "get_weather", "description": "Gets the current weather for a city."'

ask /v1/chat/completions "{$messages, \"stream\": true}" 'data: [DONE]'
ask /v1/responses '{"input": "Hello!", "stream": true}' 'event: response.completed'
ask /v1/messages "{$messages, \"max_tokens\": 50, \"stream\": true}" 'event: message_stop'
ask /api/chat "{$messages}" '"done":true'
ask /v1/completions '{"prompt": "The weather"}' '"text_completion"'
ask /v1/chat/completions "{$messages, \"tools\": [{\"type\": \"function\", \"function\": {$function, \"parameters\": $schema}}]}" '"get_weather"'
ask /v1/chat/completions '{"messages": 1}' '"invalid_value"'
ask /v1/chat/completions '{"messages": ' '"invalid_json"'

[ "$(curl --silent --output /dev/null --write-out '%{http_code}' "$address/v1/models/none")" = 404 ]
