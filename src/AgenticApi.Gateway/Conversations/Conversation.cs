using System.Text.Json;

namespace AgenticApi.Gateway;

/// <summary>A conversation as it was read from its record.</summary>
internal sealed record Conversation
{
    public required string Id { get; init; }

    public required long Version { get; init; }

    /// <summary>The conversation in the API's form.</summary>
    public required JsonElement Json { get; init; }

    /// <summary>The owner; null if clients are not authenticated.</summary>
    public required string? Owner { get; init; }

    /// <summary>The id of the response that is being created in the conversation and locks it; null for none.</summary>
    public required string? LockedBy { get; init; }

    /// <summary>The keys of the items in the record, and the items, the oldest first.</summary>
    public required IReadOnlyList<KeyValuePair<string, JsonElement>> Items { get; init; }

    /// <summary>The number for the next item.</summary>
    public required long NextItem { get; init; }
}
