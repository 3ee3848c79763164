using System.Text;

namespace AgenticApi.Protocol;

/// <summary>A row of <see cref="EventTable"/>: everything that the library knows about an event type.</summary>
/// <param name="Type">The type on the wire; empty for the two rows that represent no type.</param>
/// <param name="Effect">What the event does to the response.</param>
/// <param name="Payload">
/// The member that the event exists for. No other member replaces it, because the same name can mean something else in other types.
/// </param>
/// <param name="Place">The text or part that the event changes; null if it changes none.</param>
internal sealed record EventRow(string Type, Effect Effect, WireMember Payload = WireMember.None, TextPlace? Place = null)
{
    /// <summary>The index of the row in <see cref="EventTable.Rows"/>; -1 for the two rows that represent no type.</summary>
    public int Id { get; init; } = -1;

    /// <summary>The type as UTF-8.</summary>
    public byte[] Utf8Type { get; } = Encoding.UTF8.GetBytes(Type);

    /// <summary>The member with the index of the part that the event changes.</summary>
    public WireMember Index { get; init; }

    /// <summary>The type of the item that the event changes; null if only the event itself shows it.</summary>
    public string? ItemType { get; init; } = Place?.ItemType;

    /// <summary>The status that the item has after the event; null if the event type implies none.</summary>
    public string? Status { get; init; }

    /// <summary>Whether the event belongs to one server and not to the protocol.</summary>
    public bool IsDialect { get; init; }

    /// <summary>Former names of the type, which early servers used and proxies may still send.</summary>
    public string[] Aliases { get; init; } = [];
}
