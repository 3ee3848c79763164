# src/AgenticApi.Cli/README.md: agentic-api serve farm.yaml
cp "$REPOSITORY/cassettes/text-streaming.yaml" farm.yaml
client() {
  local ask=(curl -sN "$(sed -n 1p base)/responses" -H 'Content-Type: application/json' -d '{"model":"scripted-1","input":"Say what a cassette is, in one sentence.","store":true,"stream":true}')
  [ "$("${ask[@]}" | grep -c '^event: ')" = 5 ]
  "${ask[@]}" | grep -q '^event: response.completed'
}
# The sample stands here.
