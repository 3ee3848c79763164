using System.Text;

namespace AgenticApi.Folding;

/// <summary>One row of <see cref="FoldTable"/>: what an event does, and to what.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Place">The text that it is about; null where it is about no text of an item.</param>
/// <param name="Status">The status that it gives its item; otherwise null.</param>
/// <param name="Dialect">Whether the event is one server's own, not the protocol's.</param>
internal sealed record FoldRow(Effect Effect, TextPlace? Place = null, string? Status = null, bool Dialect = false);

/// <summary>Where in an item a text stands.</summary>
/// <param name="ItemType">The type of the item; null where the event itself says.</param>
/// <param name="Container">The member of the item that holds the text or its part; null where the item itself does.</param>
/// <param name="Shape">What the container is.</param>
/// <param name="Member">The member that holds the text, of the part, the container or the item.</param>
/// <param name="PartType">The type of the part; null where it has none or the event itself says.</param>
internal sealed record TextPlace(string? ItemType, string? Container, Shape Shape, string Member, string? PartType = null)
{
    /// <summary>A second text of the same part, for deltas that are objects with one member a text; otherwise null.</summary>
    public string? SecondMember { get; init; }

    public byte[] Utf8Member { get; } = Encoding.UTF8.GetBytes(Member);

    public byte[] Utf8Container { get; } = Encoding.UTF8.GetBytes(Container ?? "");

    public byte[] Utf8SecondMember => Encoding.UTF8.GetBytes(SecondMember ?? "");
}

/// <summary>What holds a text.</summary>
internal enum Shape
{
    /// <summary>The item itself.</summary>
    Item,

    /// <summary>One object in the item.</summary>
    Object,

    /// <summary>An array of objects in the item: its parts.</summary>
    Parts,

    /// <summary>An array of strings, in an object in the item.</summary>
    Strings,
}

/// <summary>What an event does to the response.</summary>
internal enum Effect
{
    /// <summary>Nothing: the event is not known.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>Carries the response as it stands.</summary>
    Envelope,

    /// <summary>Carries the response as it ended.</summary>
    Terminal,

    /// <summary>Carries the error that ends the stream.</summary>
    Error,

    /// <summary>Opens an item.</summary>
    AddItem,

    /// <summary>Closes an item, whole.</summary>
    FinishItem,

    /// <summary>Says how far an item is.</summary>
    SetStatus,

    /// <summary>Opens a part.</summary>
    AddPart,

    /// <summary>Closes a part, whole.</summary>
    FinishPart,

    /// <summary>Appends the <c>delta</c> to a text.</summary>
    Append,

    /// <summary>Replaces a text by the whole of it.</summary>
    Replace,

    /// <summary>Adds an annotation to a part.</summary>
    Annotate,

    /// <summary>Appends audio, which belongs to no item.</summary>
    Hear,

    /// <summary>Appends to the transcript of the audio.</summary>
    Transcribe,
}
