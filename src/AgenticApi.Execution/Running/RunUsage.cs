using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Adds and reads the token counts of a run.</summary>
internal static class RunUsage
{
    /// <summary>Returns the sum; null if neither is known.</summary>
    public static ResponseUsage? Add(ResponseUsage? one, ResponseUsage? other) => one is null ? other : other is null ? one : one + other;

    /// <summary>Reads a <c>usage</c> object.</summary>
    public static ResponseUsage? Read(JsonElement usage) => ResponseAccumulator.FromJson($$"""{"object":"response","output":[],"usage":{{usage.GetRawText()}}}""").Response.Usage;
}
