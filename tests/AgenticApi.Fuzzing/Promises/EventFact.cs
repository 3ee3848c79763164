using System.Text.Json;
using AgenticApi.Fuzzing.Generation;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>One event, read with the framework's reader.</summary>
internal sealed class EventFact
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };
    private static readonly HashSet<string> Endings = ["response.completed", "response.incomplete", "response.failed", "response.cancelled", "response.done"];
    private static readonly HashSet<string> Known = [.. typeof(EventTypes).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    public EventFact(WireEvent e)
    {
        Data = e.Data;
        Name = e.Name;
        try
        {
            Json = JsonDocument.Parse(e.Data, Options).RootElement;
            IsObject = Json.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            // No JSON: the library must say so too.
        }

        Type = IsObject && Member("type") is { ValueKind: JsonValueKind.String } type ? JsonFacts.Text(type) : null;
        HasType = IsObject && Member("type") is { ValueKind: not JsonValueKind.Null };
    }

    public byte[] Data { get; }

    public string Name { get; }

    public JsonElement Json { get; }

    public bool IsObject { get; }

    /// <summary>The <c>type</c>; null where it is absent or no string.</summary>
    public string? Type { get; }

    public bool HasType { get; }

    public bool IsKnown => Type is not null && Known.Contains(Type);

    /// <summary>Whether it is a response without an event around it.</summary>
    public bool IsBare => IsObject && Member("type") is null && Member("object") is { ValueKind: JsonValueKind.String } kind && JsonFacts.Text(kind) == "response";

    /// <summary>Whether it is, or might be taken as, what ends a response.</summary>
    public bool MayEnd =>
        IsObject && (Type is not null && Endings.Contains(Type)
            || (Type is null && (Endings.Contains(Name) || Member("object") is not null || Member("output") is not null))
            || HasDuplicates && Data.AsSpan().IndexOfAny("cif"u8) >= 0);

    /// <summary>Whether it ends a response and says so once and in full.</summary>
    public bool IsClearEnd => IsObject && Type is "response.completed" && !HasDuplicates
        && Member("response") is { ValueKind: JsonValueKind.Object } response && JsonFacts.Member(response, "status") is { ValueKind: JsonValueKind.String } status
        && JsonFacts.Text(status) == "completed";

    /// <summary>Whether some object in it has a member twice.</summary>
    public bool HasDuplicates => _hasDuplicates ??= IsObject && JsonFacts.HasDuplicates(Json);

    private bool? _hasDuplicates;

    public JsonElement? Member(string name) => IsObject ? JsonFacts.Member(Json, name) : null;
}
