# src/AgenticApi.Cli/README.md: agentic-api run --resume
cat > model.yaml <<'END'
turns:
- request: {method: POST, path: /v1/responses, body: {stream: true}}
  response:
    status_code: 200
    headers: {content-type: text/event-stream}
    sse:
    - |+
      event: response.completed
      data: {"type":"response.completed","response":{"id":"resp_1","object":"response","status":"completed","output":[{"type":"function_call","id":"fc_1","call_id":"call_1","name":"remove","arguments":"{\"path\":\"old\"}","status":"completed"}]}}

- request: {method: POST, path: /v1/responses, body: {stream: true}}
  response:
    status_code: 200
    headers: {content-type: text/event-stream}
    sse:
    - |+
      event: response.completed
      data: {"type":"response.completed","response":{"id":"resp_2","object":"response","status":"completed","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"There is room."}]}]}}

END
serve_model model.yaml
printf '#!/bin/sh\ncat > removed\n' > remove.sh
chmod +x remove.sh
# The sample stands here.
grep -q old removed
grep -q 'There is room.' printed
