using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>An item as the stream had it, with the slot that it comes from.</summary>
internal sealed class StreamedItem(ItemSlot slot, ReadOnlyMemory<byte> json)
{
    private JsonMember[]? _members;

    public ItemSlot Slot { get; } = slot;

    public ReadOnlyMemory<byte> Json { get; } = json;

    /// <summary>Whether an item of the terminal output is this one.</summary>
    public bool IsTaken { get; set; }

    /// <summary>The item's members, found when they are first asked for.</summary>
    public JsonMembers Members => new(Json.Span, (ReadOnlySpan<JsonMember>)(_members ??= JsonMembers.Of(Json.Span)));
}
