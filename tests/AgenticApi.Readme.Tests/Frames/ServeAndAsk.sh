# README.md: -- serve cassettes/text-streaming.yaml
ln -s "$REPOSITORY/cassettes" cassettes
# The sample stands here.
grep -q '^event: response.completed' printed
