using System.Text;

namespace AgenticApi.Protocol;

/// <summary>The place of a text in an item.</summary>
/// <param name="ItemType">The type of the item; null if only the event itself shows it.</param>
/// <param name="Container">The member of the item that contains the text or its part; null if the item itself contains it.</param>
/// <param name="Shape">What the container is.</param>
/// <param name="Member">The name of the text's member, in the part, the container or the item.</param>
/// <param name="PartType">The type of the part; null if it has none, or only the event itself shows it.</param>
internal sealed record TextPlace(string? ItemType, string? Container, Shape Shape, string Member, string? PartType = null)
{
    /// <summary>
    /// The member of the second text of the part; empty if there is none. The deltas of such a part are objects with a member for each
    /// text.
    /// </summary>
    public byte[] Utf8SecondMember { get; init; } = [];

    /// <summary>Whether a delta has two texts.</summary>
    public bool HasSecondText => Utf8SecondMember.Length > 0;

    /// <summary>Whether the text is JSON. A text that is already complete JSON cannot be continued.</summary>
    public bool IsJson { get; init; }

    /// <summary><see cref="Member"/> as UTF-8.</summary>
    public byte[] Utf8Member { get; } = Encoding.UTF8.GetBytes(Member);

    /// <summary><see cref="Container"/> as UTF-8; empty if it is null.</summary>
    public byte[] Utf8Container { get; } = Encoding.UTF8.GetBytes(Container ?? "");

    /// <summary>The member of the item that contains the text or is the text.</summary>
    public ReadOnlySpan<byte> Root => Container is null ? Utf8Member : Utf8Container;
}
