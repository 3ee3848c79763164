using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// Reports the status of an item. The event types are <c>response.TYPE.in_progress</c>, <c>.searching</c>, <c>.interpreting</c>,
/// <c>.generating</c>, <c>.completed</c> and <c>.failed</c> of web searches, file searches, code interpreter, image generation and MCP
/// calls. <see cref="ResponseStreamEvent.Type"/> has the type.
/// </summary>
public sealed class ItemStatusEvent : ItemEvent
{
    internal ItemStatusEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The status that the item now has (see <see cref="Statuses"/>); null if the event type implies none.</summary>
    public string? Status => Fields.Row.Status;

    /// <summary>The current item (wire member <c>item</c>), which only gateways send; null if the server sent none.</summary>
    public OutputItem? Item => Payload(OutputItem.FromJson);
}
