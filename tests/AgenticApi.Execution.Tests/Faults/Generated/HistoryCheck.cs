using System.Text.Json;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>Checks a conversation: the calls of a response are followed by their outputs, one for each, in the order of the calls.</summary>
internal static class HistoryCheck
{
    /// <summary>Returns the violated properties.</summary>
    /// <param name="items">The conversation.</param>
    public static IEnumerable<string> Violations(IReadOnlyList<JsonElement> items)
    {
        var (calls, outputs) = (new List<JsonElement>(), new List<JsonElement>());
        foreach (var item in items)
        {
            var type = item.Text("type") ?? "";
            if (type.EndsWith("_call_output", StringComparison.Ordinal))
            {
                outputs.Add(item);
            }
            else if (type is "function_call" or "custom_tool_call")
            {
                if (outputs.Count > 0 && outputs.Count >= calls.DistinctBy(Id).Count())
                {
                    foreach (var wrong in Compare(calls, outputs))
                    {
                        yield return wrong;
                    }

                    (calls, outputs) = ([], []);
                }

                calls.Add(item);
            }
        }

        foreach (var wrong in Compare(calls, outputs))
        {
            yield return wrong;
        }
    }

    private static IEnumerable<string> Compare(List<JsonElement> calls, List<JsonElement> outputs)
    {
        var called = calls.Select(Id).Distinct().ToList();
        var answered = outputs.Select(Id).ToList();
        if (!called.SequenceEqual(answered))
        {
            yield return $"the calls {string.Join(", ", called)} have the outputs {string.Join(", ", answered)}";
        }

        foreach (var output in outputs)
        {
            var own = calls.Where(call => Id(call) == Id(output)).Select(call => call.Text("arguments") ?? call.Text("input")).ToList();
            if (output.Text("output") is { } text && text.StartsWith(PlayedTools.Ok, StringComparison.Ordinal) && !own.Exists(arguments => text[PlayedTools.Ok.Length..].StartsWith(arguments!, StringComparison.Ordinal)))
            {
                yield return $"the call {string.Join(" or ", own)} has the output {text}";
            }
        }
    }

    private static string Id(JsonElement item) => $"{(item.Text("type")!.StartsWith("custom", StringComparison.Ordinal) ? "custom " : "")}{item.Text("call_id")}";
}
