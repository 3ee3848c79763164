using System.Text.Json.Serialization;

namespace AgenticApi.Gateway;

/// <summary>What a gateway must know of a response besides the response.</summary>
internal sealed record KeptState
{
    /// <summary>Whose it is: the name of the client's key; null where clients have none.</summary>
    public string? Owner { get; init; }

    /// <summary>The id of the conversation to which it belongs; null for none.</summary>
    public string? Conversation { get; init; }

    /// <summary>Whether it has ended: nothing changes any more.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether it ended because its host died.</summary>
    public bool HasLostHost { get; init; }

    /// <summary>Whether it is only kept for its conversation: its client wants it not stored.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Who makes a response.</summary>
internal sealed record Lease
{
    /// <summary>The host's name, unique to the process.</summary>
    public required string Host { get; init; }

    /// <summary>Until when it holds, in milliseconds since 1970.</summary>
    public required long Until { get; init; }

    public bool HasRunOut(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds() >= Until;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(KeptState))]
[JsonSerializable(typeof(Lease))]
internal sealed partial class RecordJson : JsonSerializerContext;
