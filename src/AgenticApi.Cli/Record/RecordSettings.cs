using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>What is asked of a server, and how.</summary>
internal sealed record RecordSettings
{
    public required Uri BaseUrl { get; init; }

    public required string Model { get; init; }

    public RecordMode Mode { get; init; }

    public bool Stream { get; init; }

    public bool Store { get; init; }

    public bool Background { get; init; }

    /// <summary>After how many events the connection is left and the response resumed; null for never.</summary>
    public int? InterruptAfter { get; init; }

    /// <summary>The turn, from 1, that the last one continues; null for the one before it.</summary>
    public int? BranchFrom { get; init; }

    public int? MaxOutputTokens { get; init; }

    public string? Instructions { get; init; }

    public JsonArray? Tools { get; init; }

    public JsonNode? ToolChoice { get; init; }

    /// <summary>Further members of every request.</summary>
    public JsonObject? Set { get; init; }

    public string? Key { get; init; }
}
