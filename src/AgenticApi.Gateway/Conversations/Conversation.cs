using System.Text.Json;

namespace AgenticApi.Gateway;

/// <summary>A conversation as its record has it.</summary>
internal sealed record Conversation
{
    public required string Id { get; init; }

    public required long Version { get; init; }

    /// <summary>The conversation as clients see it.</summary>
    public required JsonElement Json { get; init; }

    /// <summary>Whose it is; null where clients have no keys.</summary>
    public required string? Owner { get; init; }

    /// <summary>The response that is made in it; null for none.</summary>
    public required string? Turn { get; init; }

    /// <summary>Its items by their keys, the oldest first.</summary>
    public required IReadOnlyList<KeyValuePair<string, JsonElement>> Items { get; init; }

    /// <summary>The number of the next item.</summary>
    public required long NextItem { get; init; }
}
