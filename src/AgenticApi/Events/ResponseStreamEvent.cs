using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// One event of a response's stream, kept as it came: the typed properties of the derived classes read from its JSON. An event
/// of a type that this library does not know is an <see cref="UnknownEvent"/>.
/// </summary>
/// <remarks>Immutable, and safe to read from several threads.</remarks>
public abstract class ResponseStreamEvent
{
    private protected ResponseStreamEvent(byte[] data, in EventFields fields)
    {
        Data = data;
        Fields = fields;
    }

    /// <summary>The event's <c>type</c> (see <see cref="EventTypes"/>); empty where it has none, as in a bare response.</summary>
    public string Type => Fields.IsAlias || Fields.TypeId == EventCatalog.Unknown ? String(Fields.Type) ?? "" : EventCatalog.All[Fields.TypeId].Type;

    /// <summary>The event's place in the stream, from 0; null where the server sent none.</summary>
    public long? SequenceNumber => Fields.SequenceNumber >= 0 ? Fields.SequenceNumber : null;

    /// <summary>The lane that the event belongs to where one WebSocket carries several responses at once; null where it has none.</summary>
    public string? StreamId => String(Fields.StreamId);

    /// <summary>The event as the server sent it: UTF-8 JSON without framing.</summary>
    public ReadOnlyMemory<byte> Utf8Json => Data;

    /// <summary>The event's JSON, parsed at the first call. Undefined for a <see cref="MalformedEvent"/>.</summary>
    public virtual JsonElement Json => field.ValueKind == JsonValueKind.Undefined ? field = JsonText.Parse(Data) : field;

    internal byte[] Data { get; }

    internal EventFields Fields { get; }

    /// <summary>Reads one event, a WebSocket message for instance. Bytes that are no JSON object give a <see cref="MalformedEvent"/>.</summary>
    /// <param name="utf8Json">The event as UTF-8 JSON, without framing. It is copied.</param>
    public static ResponseStreamEvent Parse(ReadOnlySpan<byte> utf8Json) => Parse(utf8Json, EventCatalog.Unknown, default, isBody: false, ResponseAccumulatorOptions.Default.MaxJsonDepth);

    /// <summary>Reads one event, a WebSocket message for instance. Text that is no JSON object gives a <see cref="MalformedEvent"/>.</summary>
    /// <param name="json">The event as JSON, without framing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static ResponseStreamEvent Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(System.Text.Encoding.UTF8.GetBytes(json));
    }

    /// <summary>The type only: content never gets into a log by accident. For the content, <see cref="Utf8Json"/>.</summary>
    public override string ToString() => SequenceNumber is { } number ? $"{Type} #{number}" : Type;

    /// <summary>The next event of the same text: it differs from this one in its delta and number alone, so that it need not be read.</summary>
    /// <param name="data">Its valid JSON, which it keeps. All before the delta stands as it does here, and after it nothing but the number.</param>
    /// <param name="deltaLength">The bytes of the delta, as it stands between its quotes.</param>
    /// <param name="sequenceNumber">Its number.</param>
    internal ResponseStreamEvent With(byte[] data, int deltaLength, long sequenceNumber)
    {
        var fields = Fields;
        fields.Delta = fields.Delta with { Length = deltaLength };
        fields.SequenceNumber = sequenceNumber;
        return EventCatalog.All[fields.TypeId].Create(data, fields);
    }

    /// <summary>Reads one event; <paramref name="eventName"/>, the frame's, is its type where its JSON has none.</summary>
    internal static ResponseStreamEvent Parse(ReadOnlySpan<byte> utf8Json, int guess, ReadOnlySpan<byte> eventName, bool isBody, int depth)
    {
        var data = utf8Json.ToArray();
        if (!EventFields.TryRead(data, guess, depth, out var fields))
        {
            return new MalformedEvent(data);
        }

        fields.Resolve(eventName, isBody);
        return EventCatalog.All[fields.TypeId].Create(data, fields);
    }

    private protected string? String(Slice slice) => slice.IsString ? JsonText.Unescape(slice.Of(Data)) : null;

    private protected T? Body<T>(Func<JsonElement, T> create)
        where T : class =>
        Fields.Body.IsObject ? create(JsonText.Parse(Fields.Body.Of(Data))) : null;

    private protected IReadOnlyList<T> List<T>(ReadOnlySpan<byte> name, Func<JsonElement, T> create) =>
        Member(Json, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(create)] : [];

    private protected string? MemberText(ReadOnlySpan<byte> name) => JsonText.GetString(Member(Json, name));

    private protected string? MemberText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> inner) => JsonText.GetString(Member(Member(Json, name), inner));

    private protected long? MemberInteger(ReadOnlySpan<byte> name) =>
        Member(Json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    private static JsonElement Member(JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;
}
