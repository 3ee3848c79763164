using System.Text.Json;

namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>The result of a client's tool loop.</summary>
/// <param name="Calls">The calls that the client has run, in order, as <c>name arguments</c>.</param>
/// <param name="Texts">The answers to the questions.</param>
/// <param name="Error">The error of the client; null for none.</param>
internal sealed record ClientOutcome(IReadOnlyList<string> Calls, IReadOnlyList<string> Texts, string? Error)
{
    /// <summary>Reads the output of a script.</summary>
    public static ClientOutcome FromJson(JsonElement json) => new(
        [.. json.GetProperty("calls").EnumerateArray().Select(call => $"{call.GetProperty("name").GetString()} {call.GetProperty("arguments").GetString()}")],
        [.. json.GetProperty("texts").EnumerateArray().Select(text => text.GetString() ?? "")],
        json.GetProperty("error").GetString());
}
