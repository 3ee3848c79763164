using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Scripts;

/// <summary>One turn: what is asked, and what is answered.</summary>
internal sealed class ScriptedTurn(JsonObject node, string server)
{
    /// <summary>What the user says; empty where the turn sends tool outputs alone.</summary>
    public string Ask { get; } = (string?)node["ask"] ?? "";

    /// <summary>The answer's items.</summary>
    public IReadOnlyList<ScriptedItem> Answer { get; } =
        [.. (node["answer"] as JsonArray ?? [])
            .Select(item => new ScriptedItem(item!.AsObject()))
            .Where(item => item.Only is null || item.Only == server)];

    /// <summary>Why the response is incomplete; null where it is not.</summary>
    public string? Incomplete { get; } = (string?)node["incomplete"];

    /// <summary>The error (<c>code</c>, <c>message</c>) with which the response fails; null where it does not.</summary>
    public JsonObject? Failed { get; } = node["failed"] as JsonObject;

    /// <summary>The error that stands in place of a terminal event; null where there is none.</summary>
    public JsonObject? Error { get; } = node["error"] as JsonObject;

    /// <summary>How many events are sent before the connection ends; null where all are.</summary>
    public int? Cut { get; } = (int?)node["cut"];

    /// <summary>The sequence numbers of events that never arrive.</summary>
    public IReadOnlySet<int> Lost { get; } = Ranges((node["lost"] as JsonArray ?? []).Select(range => range!.ToString()));

    private static HashSet<int> Ranges(IEnumerable<string> ranges) =>
        [.. ranges.Select(range => range.Split('-').Select(int.Parse).ToArray()).SelectMany(ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1))];
}
