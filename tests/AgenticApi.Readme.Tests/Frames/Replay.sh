# README.md: -- replay cassettes
ln -s "$REPOSITORY/cassettes" cassettes
# The sample stands here.
grep -q text-streaming printed
