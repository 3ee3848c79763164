using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>A response as it was read from its record.</summary>
internal sealed class KeptResponse
{
    private KeptResponse(string id, StoredRecord record)
    {
        Id = id;
        Version = record.Version;
        State = Read(record, RecordKeys.State, RecordJson.Default.KeptState) ?? new();
        Lease = Read(record, RecordKeys.Lease, RecordJson.Default.Lease);
        Utf8Json = record.Find(RecordKeys.Response)!.Value;
    }

    public string Id { get; }

    public long Version { get; }

    public KeptState State { get; }

    /// <summary>The lease of the host that creates the response; null if the response has ended.</summary>
    public Lease? Lease { get; }

    /// <summary>The JSON of the response.</summary>
    public ReadOnlyMemory<byte> Utf8Json { get; }

    /// <summary>The response. Parsed when it is first used.</summary>
    public Response Response => field ??= ResponseAccumulator.FromJson(Utf8Json.Span).Response;

    /// <summary>Reads a response from its record; null if the record does not exist or has no response.</summary>
    public static KeptResponse? From(string id, StoredRecord? record) =>
        record?.Find(RecordKeys.Response) is null ? null : new KeptResponse(id, record);

    private static T? Read<T>(StoredRecord record, string key, JsonTypeInfo<T> type) =>
        record.Find(key) is { } json ? JsonSerializer.Deserialize(json.Span, type) : default;
}
