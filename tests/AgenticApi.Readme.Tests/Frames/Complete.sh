# src/AgenticApi.Cli/README.md: complete -o default
# The sample stands here.
COMP_LINE='agentic-api rep' COMP_POINT=15
_agentic_api agentic-api rep
[ "${COMPREPLY[*]}" = replay ]
