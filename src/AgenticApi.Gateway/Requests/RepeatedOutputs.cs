using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Gateway;

/// <summary>
/// Outputs that a request in a conversation has although the conversation has them: the AI SDK sends all outputs of its loop again with each step.
/// The same output of the same call says nothing new; another one is refused where the history is checked.
/// </summary>
internal static class RepeatedOutputs
{
    /// <summary>The items without the outputs that are in the history already.</summary>
    public static JsonElement LeaveOut(JsonElement input, IReadOnlyList<JsonElement> history)
    {
        var answered = history.Where(IsOutput).GroupBy(Call).ToDictionary(group => group.Key, group => group.Last());
        List<JsonElement> kept = [.. input.Values().Where(item => !(IsOutput(item) && answered.TryGetValue(Call(item), out var output) && IsSame(item, output)))];
        return kept.Count == input.GetArrayLength() ? input : JsonElement.Parse($"[{string.Join(',', kept.Select(item => item.GetRawText()))}]");
    }

    private static bool IsOutput(JsonElement item) => item.Member("type").Text() is { } type && type.EndsWith("_call_output", StringComparison.Ordinal);

    private static string Call(JsonElement output) => output.Member("call_id").Text() ?? "";

    private static bool IsSame(JsonElement one, JsonElement other) => JsonElement.DeepEquals(one.Member("output"), other.Member("output"));
}
