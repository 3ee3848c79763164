using System.Text;

namespace AgenticApi.Protocol;

/// <summary>Where in an item a text stands.</summary>
/// <param name="ItemType">The type of the item; null where the event itself says.</param>
/// <param name="Container">The member of the item that holds the text or its part; null where the item itself does.</param>
/// <param name="Shape">What the container is.</param>
/// <param name="Member">The member that holds the text, of the part, the container or the item.</param>
/// <param name="PartType">The type of the part; null where it has none or the event itself says.</param>
internal sealed record TextPlace(string? ItemType, string? Container, Shape Shape, string Member, string? PartType = null)
{
    /// <summary>The member of a second text of the same part, whose deltas are objects with a member for each text; empty where there is none.</summary>
    public byte[] Utf8SecondMember { get; init; } = [];

    /// <summary>Whether a delta has two texts.</summary>
    public bool HasSecondText => Utf8SecondMember.Length > 0;

    /// <summary>Whether the text is JSON, so that one which is whole cannot be continued.</summary>
    public bool IsJson { get; init; }

    /// <summary><see cref="Member"/> as UTF-8.</summary>
    public byte[] Utf8Member { get; } = Encoding.UTF8.GetBytes(Member);

    /// <summary><see cref="Container"/> as UTF-8; empty where it is null.</summary>
    public byte[] Utf8Container { get; } = Encoding.UTF8.GetBytes(Container ?? "");

    /// <summary>The member of the item that the text belongs to.</summary>
    public ReadOnlySpan<byte> Root => Container is null ? Utf8Member : Utf8Container;
}
