using System.Text.Json.Serialization;

namespace AgenticApi.Gateway;

/// <summary>The state of a stored response that is not part of its JSON.</summary>
internal sealed record KeptState
{
    /// <summary>The owner: the name of the client's key; null if clients are not authenticated.</summary>
    public string? Owner { get; init; }

    /// <summary>The id of the conversation of the response; null for none.</summary>
    public string? Conversation { get; init; }

    /// <summary>Whether the response has ended. It does not change any more.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether the response was ended because its host had died.</summary>
    public bool HasLostHost { get; init; }

    /// <summary>Whether clients cannot retrieve the response: the request has <c>"store": false</c>, and the record exists only for the conversation.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>The right of a host to create a response.</summary>
internal sealed record Lease
{
    /// <summary>The name of the host, unique for each process.</summary>
    public required string Host { get; init; }

    /// <summary>The time when the lease expires, in milliseconds since 1970-01-01 UTC.</summary>
    public required long Until { get; init; }

    public bool HasExpired(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds() >= Until;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(KeptState))]
[JsonSerializable(typeof(Lease))]
internal sealed partial class RecordJson : JsonSerializerContext;
