using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>An item as the stream left it, with its slot.</summary>
internal sealed class StreamedItem(ItemSlot slot, ReadOnlyMemory<byte> json)
{
    private JsonMember[]? _members;

    public ItemSlot Slot { get; } = slot;

    public ReadOnlyMemory<byte> Json { get; } = json;

    /// <summary>Whether the terminal output has the item.</summary>
    public bool IsTaken { get; set; }

    /// <summary>The members of the item, found on first use.</summary>
    public JsonMembers Members => new(Json.Span, (ReadOnlySpan<JsonMember>)(_members ??= JsonMembers.Of(Json.Span)));
}
