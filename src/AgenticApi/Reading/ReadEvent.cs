using System.Buffers;
using System.Text;
using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>An event that was read: its bytes, its fields, and the members of its payload. Valid until their memory is reused.</summary>
internal readonly ref struct ReadEvent
{
    private static readonly SearchValues<byte> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_."u8);

    /// <summary>The fields of the event.</summary>
    public readonly ref readonly EventFields Fields;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="data">The JSON of the event, without white space around it.</param>
    /// <param name="fields">The fields of the event.</param>
    /// <param name="payload">The members of the payload; empty if it is not an object.</param>
    /// <param name="items">The items of the response in the payload; empty if they were not recorded.</param>
    public ReadEvent(ReadOnlySpan<byte> data, ref readonly EventFields fields, JsonMembers payload, JsonMembers items = default)
    {
        Data = data;
        Fields = ref fields;
        Payload = payload;
        Items = items;
    }

    /// <summary>The JSON of the event.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The payload with its members; empty if it is not an object.</summary>
    public JsonMembers Payload { get; }

    /// <summary>The <c>output</c> of the response in the payload, with its items; empty if they were not recorded.</summary>
    public JsonMembers Items { get; }

    /// <summary>The payload without its quotes; empty if it is not a string.</summary>
    public ReadOnlySpan<byte> Text => Fields.Payload.IsString ? Fields.Payload.Of(Data) : default;

    /// <summary>The <c>item_id</c>; empty if the event has none.</summary>
    public ReadOnlySpan<byte> ItemId => Fields.ItemId.IsString ? Fields.ItemId.Of(Data) : default;

    /// <summary>
    /// The type if it has the form of an event type, so that it is safe to log; otherwise null, because it may be content.
    /// </summary>
    public string? SafeType =>
        Fields.Type is { IsString: true, Length: > 0 and <= 80 } type && !type.Of(Data).ContainsAnyExcept(TypeCharacters) ? Encoding.ASCII.GetString(type.Of(Data)) : null;
}
