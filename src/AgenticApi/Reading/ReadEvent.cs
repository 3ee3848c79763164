using System.Buffers;
using System.Text;
using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>One event as it was read: its bytes, what they say, and what it carries. Good until the memory that it stands in is used again.</summary>
internal readonly ref struct ReadEvent
{
    private static readonly SearchValues<byte> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_."u8);

    /// <summary>What the event says beside its payload.</summary>
    public readonly ref readonly EventFields Fields;

    /// <summary>Joins what was read.</summary>
    /// <param name="data">The event's JSON, without white space around it.</param>
    /// <param name="fields">What it says.</param>
    /// <param name="payload">The members of its payload, where that is an object; otherwise none.</param>
    /// <param name="items">The items of the response that it carries, where they were noted; otherwise none.</param>
    public ReadEvent(ReadOnlySpan<byte> data, ref readonly EventFields fields, JsonMembers payload, JsonMembers items = default)
    {
        Data = data;
        Fields = ref fields;
        Payload = payload;
        Items = items;
    }

    /// <summary>The event's JSON.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The payload where it is an object; otherwise no members and no JSON.</summary>
    public JsonMembers Payload { get; }

    /// <summary>The items of the response that is the payload, in the <c>output</c> that was noted; no JSON where that was not noted.</summary>
    public JsonMembers Items { get; }

    /// <summary>The payload where it is a text, as it stands between its quotes; otherwise empty.</summary>
    public ReadOnlySpan<byte> Text => Fields.Payload.IsString ? Fields.Payload.Of(Data) : default;

    /// <summary>The <c>item_id</c>; empty where the event gives none.</summary>
    public ReadOnlySpan<byte> ItemId => Fields.ItemId.IsString ? Fields.ItemId.Of(Data) : default;

    /// <summary>The type where it is made like one, so that it is safe to log; otherwise null: it might be content.</summary>
    public string? SafeType =>
        Fields.Type is { IsString: true, Length: > 0 and <= 80 } type && !type.Of(Data).ContainsAnyExcept(TypeCharacters) ? Encoding.ASCII.GetString(type.Of(Data)) : null;
}
