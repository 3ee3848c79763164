using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An event about one output item.</summary>
public abstract class ItemEvent : ResponseStreamEvent
{
    private protected ItemEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the item in the output, from 0; null if the server sent none or an invalid one.</summary>
    public int? OutputIndex => Fields.OutputIndex >= 0 ? Fields.OutputIndex : null;

    /// <summary>
    /// The id of the item in this event; null if the server sent none. On some servers it differs from the id in the final response.
    /// </summary>
    public virtual string? ItemId => String(Fields.ItemId);

    private protected int? PartIndex => Fields.PartIndex >= 0 ? Fields.PartIndex : null;
}
