using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>The tokens of a run.</summary>
internal static class RunUsage
{
    /// <summary>The sum; null where neither is known.</summary>
    public static ResponseUsage? Add(ResponseUsage? one, ResponseUsage? other) => one is null ? other : other is null ? one : one + other;

    /// <summary>The tokens of a response whose <c>usage</c> is this.</summary>
    public static ResponseUsage? Read(JsonElement usage) => ResponseAccumulator.FromJson($$"""{"object":"response","output":[],"usage":{{usage.GetRawText()}}}""").Response.Usage;
}
