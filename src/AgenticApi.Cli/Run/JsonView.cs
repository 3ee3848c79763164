using System.Text.Json.Nodes;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Writes each event to standard output as a line with a JSON object.</summary>
internal sealed class JsonView : IRunView
{
    public void Begin(string runId, bool isStored) => Write(new() { ["event"] = "started", ["run"] = runId });

    public void WriteText(int round, string text) => Write(new() { ["event"] = "text", ["round"] = round, ["delta"] = text });

    public void Show(RunEvent e)
    {
        switch (e)
        {
            case RoundRestarted:
                Write(new() { ["event"] = "round_restarted", ["round"] = e.Round });
                break;
            case CallStarted started:
                Write(Call("call_started", started.Call));
                break;
            case CallFinished finished:
                var json = Call("call_finished", finished.Call);
                json["error"] = finished.Output.IsError;
                json["output"] = finished.Output.Text ?? finished.Output.Parts.GetRawText();
                json["duration_ms"] = Math.Round(finished.Duration.TotalMilliseconds);
                Write(json);
                break;
            case CallWaiting waiting:
                Write(Waiting("call_waiting", waiting.Call));
                break;
            case RoundEnded ended:
                Write(new()
                {
                    ["event"] = "round_ended",
                    ["round"] = e.Round,
                    ["ending"] = Wire.Name(ended.Result.Ending),
                    ["response_id"] = ended.Result.Response.Id,
                    ["usage"] = Node(ended.Result.Response.Usage),
                });
                break;
        }
    }

    public void End(RunResult result)
    {
        var error = result.Response?.Response.Error;
        Write(new()
        {
            ["event"] = "ended",
            ["outcome"] = Wire.Name(result.Outcome),
            ["run"] = result.RunId,
            ["reason"] = result.StopReason == StopReason.None ? null : Wire.Name(result.StopReason),
            ["error"] = result.Outcome == RunOutcome.Failed && error is not null
                ? new JsonObject { ["code"] = error.Code, ["message"] = error.Message }
                : null,
            ["rounds"] = result.Rounds,
            ["usage"] = Node(result.Usage),
            ["pending"] = new JsonArray([.. result.Pending.Select(static pending => Waiting(null, pending))]),
        });
    }

    private static JsonObject Call(string? name, ToolCall call)
    {
        var json = new JsonObject
        {
            ["event"] = name,
            ["round"] = call.Key.Round,
            ["position"] = call.Key.Position,
            ["call_id"] = call.CallId,
            ["name"] = call.Name,
            ["arguments"] = call.Arguments,
        };
        if (name is null)
        {
            json.Remove("event");
        }

        return json;
    }

    private static JsonObject Waiting(string? name, PendingCall pending)
    {
        var json = Call(name, pending.Call);
        json["reason"] = Wire.Name(pending.Reason);
        return json;
    }

    private static JsonNode? Node(ResponseUsage? usage) => usage is null ? null : JsonNode.Parse(usage.ToJson());

    private static void Write(JsonObject json) => Console.Out.WriteLine(json.ToJsonString(Json.Plain));
}
