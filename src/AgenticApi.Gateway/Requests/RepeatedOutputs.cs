using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Gateway;

/// <summary>
/// Removes outputs of calls that the conversation already has. The AI SDK sends all outputs of its loop again with each step. A different output
/// of the same call stays, and the translation to Chat Completions refuses it.
/// </summary>
internal static class RepeatedOutputs
{
    /// <summary>Returns the items without the outputs that the history already has.</summary>
    public static JsonElement Remove(JsonElement input, IReadOnlyList<JsonElement> history)
    {
        var answered = history.Where(IsOutput).GroupBy(Call).ToDictionary(group => group.Key, group => group.Last());
        List<JsonElement> kept = [.. input.Values().Where(item => !(IsOutput(item) && answered.TryGetValue(Call(item), out var output) && IsSame(item, output)))];
        return kept.Count == input.GetArrayLength() ? input : JsonElement.Parse($"[{string.Join(',', kept.Select(item => item.GetRawText()))}]");
    }

    private static bool IsOutput(JsonElement item) => item.Member("type").Text() is { } type && type.EndsWith("_call_output", StringComparison.Ordinal);

    private static string Call(JsonElement output) => output.Member("call_id").Text() ?? "";

    private static bool IsSame(JsonElement one, JsonElement other) => JsonElement.DeepEquals(one.Member("output"), other.Member("output"));
}
