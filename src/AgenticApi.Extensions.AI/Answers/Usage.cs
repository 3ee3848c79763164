using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts token counts.</summary>
internal static class Usage
{
    // These have properties in UsageDetails.
    private static readonly string[] Known = ["input_tokens", "output_tokens", "total_tokens", "input_tokens_details.cached_tokens", "output_tokens_details.reasoning_tokens"];

    /// <summary>Returns the usage with all counts of the server; null if it sent none.</summary>
    public static UsageDetails? Of(ResponseUsage? usage)
    {
        if (usage is null)
        {
            return null;
        }

        var details = new UsageDetails
        {
            InputTokenCount = usage.InputTokens,
            OutputTokenCount = usage.OutputTokens,
            TotalTokenCount = usage.TotalTokens,
            CachedInputTokenCount = usage.CachedTokens,
            ReasoningTokenCount = usage.ReasoningTokens,
        };
        AddOthers(details, usage.Json, "");
        return details;
    }

    private static void AddOthers(UsageDetails details, JsonElement json, string prefix)
    {
        foreach (var member in json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : default)
        {
            var name = prefix + member.Name;
            if (member.Value.ValueKind == JsonValueKind.Object && prefix.Length == 0)
            {
                AddOthers(details, member.Value, name + ".");
            }
            else if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out var count) && !Known.Contains(name))
            {
                (details.AdditionalCounts ??= [])[name] = count;
            }
        }
    }
}
