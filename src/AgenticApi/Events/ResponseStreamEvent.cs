using System.Text;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// One event of a response's stream, kept as it came: the typed properties of the derived classes read from its JSON. An event
/// of a type that this library does not know is an <see cref="UnknownEvent"/>.
/// </summary>
/// <remarks>Immutable, and safe to read from several threads.</remarks>
public abstract class ResponseStreamEvent
{
    private readonly EventFields _fields;

    private protected ResponseStreamEvent(byte[] data, in EventFields fields)
    {
        Data = data;
        _fields = fields;
    }

    /// <summary>The event's <c>type</c> (see <see cref="EventTypes"/>); empty where it has none, as in a bare response.</summary>
    public string Type => Fields.IsAlias || Fields.Row == EventTable.Unknown ? String(Fields.Type) ?? "" : Fields.Row.Type;

    /// <summary>The event's place in the stream (<c>sequence_number</c>), from 0; null where the server sent none.</summary>
    public long? SequenceNumber => Fields.SequenceNumber >= 0 ? Fields.SequenceNumber : null;

    /// <summary>The lane (<c>stream_id</c>) that the event belongs to where one WebSocket carries several responses at once; null where it has none.</summary>
    public string? StreamId => String(Fields.StreamId);

    /// <summary>The event as the server sent it: UTF-8 JSON without framing.</summary>
    public ReadOnlyMemory<byte> Utf8Json => Data;

    /// <summary>The event's JSON, parsed at the first call. Undefined for a <see cref="MalformedEvent"/>.</summary>
    public virtual JsonElement Json => field.ValueKind == JsonValueKind.Undefined ? field = JsonText.Parse(Data) : field;

    internal byte[] Data { get; }

    internal ref readonly EventFields Fields => ref _fields;

    /// <summary>The event as it was read.</summary>
    internal ReadEvent Read => new(Data, in _fields, Fields.Payload.IsObject ? new JsonMembers(Fields.Payload.Of(Data), (ReadOnlySpan<JsonMember>)PayloadMembers) : default);

    /// <summary>The members of the payload where that is an object, as they were found when the event was read.</summary>
    internal JsonMember[] PayloadMembers { get; set; } = [];

    /// <summary>Reads one event, a WebSocket message for instance. Bytes that are no JSON object give a <see cref="MalformedEvent"/>.</summary>
    /// <param name="utf8Json">The event as UTF-8 JSON, without framing. It is copied.</param>
    /// <exception cref="ResponseProtocolException">The JSON nests deeper than the default of <see cref="ResponseAccumulatorOptions.MaxJsonDepth"/>.</exception>
    public static ResponseStreamEvent Parse(ReadOnlySpan<byte> utf8Json) =>
        Parse(new EventFrame(default, utf8Json, isBody: false), new EventReader(ResponseAccumulatorOptions.Default.MaxJsonDepth, isForOne: true));

    /// <summary>Reads one event, a WebSocket message for instance. Text that is no JSON object gives a <see cref="MalformedEvent"/>.</summary>
    /// <param name="json">The event as JSON, without framing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The JSON nests deeper than the default of <see cref="ResponseAccumulatorOptions.MaxJsonDepth"/>.</exception>
    public static ResponseStreamEvent Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
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
        fields.Payload = fields.Payload with { Length = deltaLength };
        fields.SequenceNumber = sequenceNumber;
        return EventFactory.Create(data, fields, []);
    }

    /// <summary>Reads the event in a frame.</summary>
    internal static ResponseStreamEvent Parse(EventFrame frame, EventReader reader) =>
        reader.TryReadAlike(frame.Data) ? EventFactory.Create(frame.Data.ToArray(), reader.Alike, []) : ParseWhole(frame, reader);

    private static ResponseStreamEvent ParseWhole(EventFrame frame, EventReader reader)
    {
        var room = (stackalloc JsonMember[EventReader.Room]);
        var fields = default(EventFields);
        if (!reader.TryRead(frame, room, ref fields, out var read))
        {
            return new MalformedEvent(frame.Data.ToArray());
        }

        var created = EventFactory.Create(read.Data.ToArray(), read.Fields, read.Payload.Items.ToArray());
        if (created.Fields is { Row.Effect: Effect.Envelope, Payload: { IsObject: true } response, IsPayloadUneven: false })
        {
            reader.LikeResponse = new KnownObject(created.Data.AsMemory(response.Start, response.Length), created.PayloadMembers);
        }

        return created;
    }

    private protected string? String(Slice slice) => slice.IsString ? JsonText.Unescape(slice.Of(Data)) : null;

    private protected T? Payload<T>(Func<JsonElement, T> create)
        where T : class =>
        Fields.Payload.IsObject ? create(JsonText.Parse(Fields.Payload.Of(Data))) : null;

    private protected IReadOnlyList<T> List<T>(ReadOnlySpan<byte> name, Func<JsonElement, T> create) =>
        JsonText.Member(Json, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(create)] : [];

    private protected string? MemberText(ReadOnlySpan<byte> name) => JsonText.GetString(JsonText.Member(Json, name));

    private protected string? MemberText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> inner) =>
        JsonText.GetString(JsonText.Member(JsonText.Member(Json, name), inner));

    private protected long? MemberInteger(ReadOnlySpan<byte> name) =>
        JsonText.Member(Json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;
}
