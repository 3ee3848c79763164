using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>
/// Each call must have an output after it, and each output a call before it. Adjacent calls with the same id share their outputs; a call
/// after an output with its id is a new call.
/// </summary>
internal static class OutputRules
{
    public static IEnumerable<Refusal> Check(IReadOnlyList<JsonElement> history)
    {
        var groups = new List<(string Type, string CallId, int Calls, int Outputs)>();
        foreach (var item in history)
        {
            var type = item.Text("type");
            var callId = item.Text("call_id") ?? "";
            if (type is "function_call" or "custom_tool_call")
            {
                var open = groups.FindLastIndex(group => group.Type == type && group.CallId == callId && group.Outputs == 0);
                if (open >= 0)
                {
                    groups[open] = groups[open] with { Calls = groups[open].Calls + 1 };
                }
                else
                {
                    groups.Add((type, callId, 1, 0));
                }
            }
            else if (type is "function_call_output" or "custom_tool_call_output")
            {
                var called = type[..^"_output".Length];
                var last = groups.FindLastIndex(group => group.Type == called && group.CallId == callId);
                if (last < 0 || groups[last].Outputs == groups[last].Calls)
                {
                    yield return new($"No tool call found for {Words(called)} output with call_id {callId}.");
                    continue;
                }

                groups[last] = groups[last] with { Outputs = groups[last].Outputs + 1 };
            }
        }

        foreach (var (type, callId, _, outputs) in groups)
        {
            if (outputs == 0)
            {
                yield return new($"No tool output found for {Words(type)} {callId}.");
            }
        }
    }

    private static string Words(string type) => type.Replace('_', ' ');
}
