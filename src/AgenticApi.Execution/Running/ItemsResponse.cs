using System.Text;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>A response made of its items, where the response itself was not kept.</summary>
internal static class ItemsResponse
{
    /// <summary>Makes it.</summary>
    /// <param name="items">Its output.</param>
    /// <param name="status">Its status.</param>
    /// <param name="id">Its id; null where it is not known.</param>
    public static AccumulatedResponse Of(IEnumerable<OutputItem> items, string status, string? id = null)
    {
        var named = id is null ? "" : $"\"id\":\"{JsonEncodedText.Encode(id)}\",";
        var json = new StringBuilder($$"""{{{named}}"object":"response","status":"{{status}}","output":[""").AppendJoin(',', items.Select(static item => item.ToJson())).Append("]}");
        return ResponseAccumulator.FromJson(json.ToString());
    }
}
