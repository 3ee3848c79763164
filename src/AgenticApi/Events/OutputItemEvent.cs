using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An event that carries an output item.</summary>
public abstract class OutputItemEvent : ItemEvent
{
    private OutputItem? _item;

    private protected OutputItemEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The item as the event has it; null where the server sent none.</summary>
    public OutputItem? Item => _item ??= Payload(OutputItem.FromJson);

    /// <inheritdoc/>
    public override string? ItemId => Item?.Id ?? base.ItemId;
}
