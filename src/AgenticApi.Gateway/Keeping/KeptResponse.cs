using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>A response as its record has it.</summary>
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

    /// <summary>Who makes it; null if it has ended.</summary>
    public Lease? Lease { get; }

    /// <summary>The response as it was kept.</summary>
    public ReadOnlyMemory<byte> Utf8Json { get; }

    public Response Response => field ??= ResponseAccumulator.FromJson(Utf8Json.Span).Response;

    /// <summary>Reads one; null if the record is none of a response, or not whole.</summary>
    public static KeptResponse? Of(string id, StoredRecord? record) =>
        record?.Find(RecordKeys.Response) is null ? null : new KeptResponse(id, record);

    private static T? Read<T>(StoredRecord record, string key, JsonTypeInfo<T> type) =>
        record.Find(key) is { } json ? JsonSerializer.Deserialize(json.Span, type) : default;
}
