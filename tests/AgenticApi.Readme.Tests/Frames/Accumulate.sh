# src/AgenticApi.Cli/README.md: agentic-api accumulate --format summary
serve_model "$REPOSITORY/cassettes/text-streaming.yaml"
URL=http://127.0.0.1:8000
# The sample stands here.
grep -qi completed printed
