using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The start of an item. The item is incomplete; later events fill it. Wire type: <c>response.output_item.added</c>.</summary>
public sealed class OutputItemAddedEvent : OutputItemEvent
{
    internal OutputItemAddedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
