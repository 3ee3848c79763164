using System.Text;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// The base class of the events of a stream. It keeps the bytes of the event; the typed properties of the derived classes read from its
/// JSON. An event whose type this library does not know is an <see cref="UnknownEvent"/>.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public abstract class ResponseStreamEvent
{
    private readonly EventFields _fields;

    private protected ResponseStreamEvent(byte[] data, in EventFields fields)
    {
        Data = data;
        _fields = fields;
    }

    /// <summary>The <c>type</c> of the event (see <see cref="EventTypes"/>); empty if there is none, as in a bare response.</summary>
    public string Type => Fields.IsAlias || Fields.Row == EventTable.Unknown ? String(Fields.Type) ?? "" : Fields.Row.Type;

    /// <summary>The position of the event in the stream (<c>sequence_number</c>), from 0; null if the server sent none.</summary>
    public long? SequenceNumber => Fields.SequenceNumber >= 0 ? Fields.SequenceNumber : null;

    /// <summary>
    /// The lane of the event (<c>stream_id</c>), if one WebSocket carries several responses at the same time; null if the server sent none.
    /// </summary>
    public string? StreamId => String(Fields.StreamId);

    /// <summary>The event as received: UTF-8 JSON without framing.</summary>
    public ReadOnlyMemory<byte> Utf8Json => Data;

    /// <summary>The JSON of the event, parsed on first use. Undefined for a <see cref="MalformedEvent"/>.</summary>
    public virtual JsonElement Json => field.ValueKind == JsonValueKind.Undefined ? field = JsonText.Parse(Data) : field;

    internal byte[] Data { get; }

    internal ref readonly EventFields Fields => ref _fields;

    /// <summary>The event with the fields and members that were found when it was read.</summary>
    internal ReadEvent Read => new(Data, in _fields, Fields.Payload.IsObject ? new JsonMembers(Fields.Payload.Of(Data), (ReadOnlySpan<JsonMember>)PayloadMembers) : default);

    /// <summary>The members of the payload, found when the event was read; empty if the payload is not an object.</summary>
    internal JsonMember[] PayloadMembers { get; set; } = [];

    /// <summary>Reads one event, such as a WebSocket message.</summary>
    /// <param name="utf8Json">The event as UTF-8 JSON, without framing. It is copied.</param>
    /// <returns>The event. Bytes that are not a JSON object give a <see cref="MalformedEvent"/>.</returns>
    /// <exception cref="ResponseProtocolException">
    /// The JSON nests deeper than the default of <see cref="ResponseAccumulatorOptions.MaxJsonDepth"/>.
    /// </exception>
    public static ResponseStreamEvent Parse(ReadOnlySpan<byte> utf8Json) =>
        Parse(new EventFrame(default, utf8Json, isBody: false), new EventReader(ResponseAccumulatorOptions.Default.MaxJsonDepth, isSingleUse: true));

    /// <summary>Reads one event, such as a WebSocket message.</summary>
    /// <param name="json">The event as JSON, without framing.</param>
    /// <returns>The event. Text that is not a JSON object gives a <see cref="MalformedEvent"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The JSON nests deeper than the default of <see cref="ResponseAccumulatorOptions.MaxJsonDepth"/>.
    /// </exception>
    public static ResponseStreamEvent Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>
    /// Returns the type and the sequence number only, so that no content gets into a log by accident. <see cref="Utf8Json"/> has the
    /// content.
    /// </summary>
    public override string ToString() => SequenceNumber is { } number ? $"{Type} #{number}" : Type;

    /// <summary>
    /// Creates the next delta event of the same text. Only its delta and its sequence number differ, so it need not be read.
    /// </summary>
    /// <param name="data">
    /// The event as valid JSON, which the new event keeps. The bytes before the delta are those of this event; after the delta, only the
    /// sequence number may differ.
    /// </param>
    /// <param name="deltaLength">The length of the escaped delta in bytes, without its quotes.</param>
    /// <param name="sequenceNumber">The sequence number.</param>
    internal ResponseStreamEvent With(byte[] data, int deltaLength, long sequenceNumber)
    {
        var fields = Fields;
        fields.Payload = fields.Payload with { Length = deltaLength };
        fields.SequenceNumber = sequenceNumber;
        return EventFactory.Create(data, fields, []);
    }

    /// <summary>Reads the event of a frame.</summary>
    internal static ResponseStreamEvent Parse(EventFrame frame, EventReader reader) =>
        reader.TryReadWithTemplate(frame.Data) ? EventFactory.Create(frame.Data.ToArray(), reader.TemplateFields, []) : ParseWhole(frame, reader);

    private static ResponseStreamEvent ParseWhole(EventFrame frame, EventReader reader)
    {
        var room = (stackalloc JsonMember[EventReader.Room]);
        var fields = default(EventFields);
        if (!reader.TryRead(frame, room, ref fields, out var read))
        {
            return new MalformedEvent(frame.Data.ToArray());
        }

        var created = EventFactory.Create(read.Data.ToArray(), read.Fields, read.Payload.Items.ToArray());
        if (created.Fields is { Row.Effect: Effect.Envelope, Payload: { IsObject: true } response, IsPayloadIrregular: false })
        {
            reader.KnownResponse = new KnownObject(created.Data.AsMemory(response.Start, response.Length), created.PayloadMembers);
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
