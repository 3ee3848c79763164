# src/AgenticApi.Cli/README.md: -o farm.yaml
serve_model "$REPOSITORY/cassettes/story-that-job-streaming.yaml"
echo '[{"type":"function","name":"job_state","parameters":{"type":"object"}}]' > tools.json
echo '{"job_state":"failed"}' > outputs.json
# The sample stands here.
[ "$(grep -c 'method: POST' farm.yaml)" = 2 ]
