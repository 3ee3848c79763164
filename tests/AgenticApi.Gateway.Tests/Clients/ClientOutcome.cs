using System.Text.Json;

namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>What a client's loop came to.</summary>
/// <param name="Calls">The calls that it ran, in order, as <c>name arguments</c>.</param>
/// <param name="Texts">The answers to the questions.</param>
/// <param name="Error">What the client says is wrong; null for nothing.</param>
internal sealed record ClientOutcome(IReadOnlyList<string> Calls, IReadOnlyList<string> Texts, string? Error)
{
    /// <summary>What a script of npm printed.</summary>
    public static ClientOutcome FromJson(JsonElement json) => new(
        [.. json.GetProperty("calls").EnumerateArray().Select(call => $"{call.GetProperty("name").GetString()} {call.GetProperty("arguments").GetString()}")],
        [.. json.GetProperty("texts").EnumerateArray().Select(text => text.GetString() ?? "")],
        json.GetProperty("error").GetString());
}
