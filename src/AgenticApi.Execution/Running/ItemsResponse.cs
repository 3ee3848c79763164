using System.Text;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Makes a response from its items, if the response itself was not stored.</summary>
internal static class ItemsResponse
{
    /// <summary>Returns the response.</summary>
    /// <param name="items">The output.</param>
    /// <param name="status">The status.</param>
    /// <param name="id">The id; null if it is unknown.</param>
    public static AccumulatedResponse Of(IEnumerable<OutputItem> items, string status, string? id = null)
    {
        var named = id is null ? "" : $"\"id\":\"{JsonEncodedText.Encode(id)}\",";
        var json = new StringBuilder($$"""{{{named}}"object":"response","status":"{{status}}","output":[""").AppendJoin(',', items.Select(static item => item.ToJson())).Append("]}");
        return ResponseAccumulator.FromJson(json.ToString());
    }
}
