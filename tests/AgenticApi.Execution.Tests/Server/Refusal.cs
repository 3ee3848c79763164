using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>Why a request was refused.</summary>
/// <param name="Message">The message, as OpenAI words it.</param>
/// <param name="Param">The parameter that is wrong; null if none is named.</param>
/// <param name="Code">The code; null for none.</param>
/// <param name="Status">The HTTP status.</param>
public sealed record Refusal(string Message, string? Param = "input", string? Code = null, int Status = 400)
{
    /// <summary>The number of the request among those for a response; 0 for one of another kind.</summary>
    public int Request { get; init; }

    internal JsonObject ToJson(string type = "invalid_request_error") => new()
    {
        ["error"] = new JsonObject { ["message"] = Message, ["type"] = type, ["param"] = Param, ["code"] = Code },
    };
}
