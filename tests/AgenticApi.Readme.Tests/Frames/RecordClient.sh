# src/AgenticApi.Cli/README.md: agentic-api record --listen 8080
serve_model "$REPOSITORY/cassettes/text-streaming.yaml"
client() {
  curl -sSN http://127.0.0.1:8080/v1/responses -H 'Content-Type: application/json' -d '{"model":"m","input":"Hi","stream":true}' > answer
  grep -q '^event: response.completed' answer
}
# The sample stands here.
grep -q 'method: POST' client.yaml
