# What stands before every frame: the tool as it was built, and servers that serve while the next lines run.
set -euo pipefail
server=
model=
trap 'kill $server $model 2>/dev/null || true' EXIT

# Ends the server of the line before, which must go in peace.
stop() {
  if [ -n "$server" ]; then
    kill -TERM "$server"
    wait "$server"
    server=
  fi
}

# Waits until a server has printed its base URL.
await() {
  for _ in $(seq 300); do
    if [ -s "$1" ]; then return; fi
    sleep 0.1
  done
  echo "No server came up: $(cat "$1".err)" >&2
  exit 1
}

# Serves a cassette as the model's server at http://localhost:8000/v1, whatever is asked.
serve_model() {
  command dotnet "$PROGRAMS/agentic-api.dll" serve "$1" --port 8000 --ignore '*' --in-order --repeat > model.out 2> model.out.err &
  model=$!
  await model.out
}

# The tool. A server runs on in the background, and the function "client" of a frame, if there is one, talks to it. A run may wait for a
# decision (exit code 4), and has the name that it was given here.
agentic-api() {
  local arguments=("$@") status=0
  case "$*" in
    serve*|gateway\ --*|record\ --listen*)
      stop
      command dotnet "$PROGRAMS/agentic-api.dll" "$@" > server.out 2> server.out.err &
      server=$!
      await server.out
      mv server.out base
      if declare -F client > /dev/null; then client; fi
      ;;
    run*)
      if [ -d runs ]; then arguments=("${arguments[@]/run_5f0c/$(ls runs | grep -o 'run_[0-9a-zA-Z]*' | head -n 1)}"); fi
      command dotnet "$PROGRAMS/agentic-api.dll" "${arguments[@]}" || status=$?
      [ "$status" = 0 ] || [ "$status" = 4 ]
      ;;
    *) command dotnet "$PROGRAMS/agentic-api.dll" "$@" ;;
  esac
}

# "dotnet run --project PROJECT -- ARGUMENTS" runs the project as it was built with the tests; no other command of dotnet is known here.
dotnet() {
  if [ "$1 $2 $4" != "run --project --" ] || [ ! -d "$REPOSITORY/$3" ]; then
    echo "dotnet $*: not a project that runs" >&2
    exit 1
  fi
  case "$3" in
    src/AgenticApi.Cli) agentic-api "${@:5}" ;;
    *) echo "$3 is not among the programs of the tests" >&2; exit 1 ;;
  esac
}
