using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Playing;

/// <summary>What is answered: a body, or events.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; empty where there are events.</param>
/// <param name="Frames">The frames of an event stream; null where there is a body.</param>
internal sealed record Answer(int Status, string Body, IReadOnlyList<string>? Frames)
{
    public string ContentType => Frames is null ? "application/json" : "text/event-stream; charset=utf-8";

    public static Answer Of(JsonObject body, bool indented, int status = 200) => new(status, Nodes.Text(body, indented), null);

    /// <summary>Events as server-sent events.</summary>
    public static Answer Of(Scenario scenario, IEnumerable<JsonObject> events)
    {
        var dialect = scenario.Dialect;
        var frames = events.Select(e => Frame(e, dialect.NamesEvents ? (string?)e["type"] : null));
        return new(200, "", [.. frames, .. dialect.SaysDone ? ["data: [DONE]\n\n"] : Array.Empty<string>()]);
    }

    /// <summary>A request that cannot be answered, in the words of OpenAI's.</summary>
    public static Answer Refuse(int status, string message, string? param, string? code) => Error(status, message, "invalid_request_error", param, code);

    /// <summary>An error body.</summary>
    public static Answer Error(int status, string message, string type, string? param, string? code) =>
        Of(
            new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = param, ["code"] = code } },
            indented: true,
            status);

    private static string Frame(JsonObject e, string? name) =>
        new StringBuilder(name is null ? "" : $"event: {name}\n").Append("data: ").Append(Nodes.Text(e)).Append("\n\n").ToString();
}
