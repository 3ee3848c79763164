using System.Text;

namespace AgenticApi.Protocol;

/// <summary>One row of <see cref="EventTable"/>: all that is known of an event type.</summary>
/// <param name="Type">The type on the wire; empty for the rows that stand for no type.</param>
/// <param name="Effect">What the event does to the response.</param>
/// <param name="Payload">
/// The member that the event exists for. No other member is taken in its place: an event of another type may give that name another meaning.
/// </param>
/// <param name="Place">The text or part that the event is about; null where it is about none.</param>
internal sealed record EventRow(string Type, Effect Effect, WireMember Payload = WireMember.None, TextPlace? Place = null)
{
    /// <summary>The row's place in <see cref="EventTable.Rows"/>.</summary>
    public int Id { get; init; } = -1;

    /// <summary>The type as UTF-8.</summary>
    public byte[] Utf8Type { get; } = Encoding.UTF8.GetBytes(Type);

    /// <summary>The member that says which part of the item the event is about.</summary>
    public WireMember Index { get; init; }

    /// <summary>The type of the item that the event is about; null where the event itself says.</summary>
    public string? ItemType { get; init; } = Place?.ItemType;

    /// <summary>The status that the event gives its item; null where it gives none.</summary>
    public string? Status { get; init; }

    /// <summary>Whether the event is one server's own, not the protocol's.</summary>
    public bool IsDialect { get; init; }

    /// <summary>Names that early servers and clients used for this type, and proxies may still send.</summary>
    public string[] Aliases { get; init; } = [];
}
