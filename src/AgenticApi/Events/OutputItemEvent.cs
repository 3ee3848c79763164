using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The base class of events that contain an output item.</summary>
public abstract class OutputItemEvent : ItemEvent
{
    private OutputItem? _item;

    private protected OutputItemEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The item in this event; null if the server sent none.</summary>
    public OutputItem? Item => _item ??= Payload(OutputItem.FromJson);

    /// <inheritdoc/>
    public override string? ItemId => Item?.Id ?? base.ItemId;
}
