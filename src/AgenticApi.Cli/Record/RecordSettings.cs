using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>The settings of a recorded conversation.</summary>
internal sealed record RecordSettings
{
    public required Uri BaseUrl { get; init; }

    public required string Model { get; init; }

    public RecordMode Mode { get; init; }

    public bool Stream { get; init; }

    public bool Store { get; init; }

    public bool Background { get; init; }

    /// <summary>The number of events after which the stream is closed and resumed; <see langword="null"/> for never.</summary>
    public int? InterruptAfter { get; init; }

    /// <summary>The turn, from 1, that the last turn continues; <see langword="null"/> for the turn before it.</summary>
    public int? BranchFrom { get; init; }

    public int? MaxOutputTokens { get; init; }

    public string? Instructions { get; init; }

    public JsonArray? Tools { get; init; }

    public JsonNode? ToolChoice { get; init; }

    /// <summary>Additional members of each request.</summary>
    public JsonObject? Set { get; init; }

    public string? Key { get; init; }
}
