using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The end of an item, with the complete item. Wire type: <c>response.output_item.done</c>.</summary>
public sealed class OutputItemDoneEvent : OutputItemEvent
{
    internal OutputItemDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
