using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// How far an item is: the events <c>response.TYPE.in_progress</c>, <c>.searching</c>, <c>.interpreting</c>, <c>.generating</c>,
/// <c>.completed</c> and <c>.failed</c> of web searches, file searches, code interpreter, image generation and MCP calls.
/// <see cref="ResponseStreamEvent.Type"/> says which.
/// </summary>
public sealed class ItemStatusEvent : ItemEvent
{
    internal ItemStatusEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The status that the event gives its item (see <see cref="Statuses"/>); null where its type gives none.</summary>
    public string? Status => Fields.Row.Status;

    /// <summary>The item as it stands (wire member <c>item</c>), which gateways send along; null from other servers.</summary>
    public OutputItem? Item => Payload(OutputItem.FromJson);
}
