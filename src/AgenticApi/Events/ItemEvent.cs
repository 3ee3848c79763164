using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An event about one output item.</summary>
public abstract class ItemEvent : ResponseStreamEvent
{
    private protected ItemEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The item's place in the output, from 0; null where the server sent none that an index can be.</summary>
    public int? OutputIndex => Fields.OutputIndex >= 0 ? Fields.OutputIndex : null;

    /// <summary>The item's id as the event gives it, which on some servers is not the final one; null where it gives none.</summary>
    public virtual string? ItemId => String(Fields.ItemId);

    private protected int? PartIndex => Fields.PartIndex >= 0 ? Fields.PartIndex : null;
}
