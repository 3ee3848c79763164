using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An item is finished, and stands here whole. Wire type: <c>response.output_item.done</c>.</summary>
public sealed class OutputItemDoneEvent : OutputItemEvent
{
    internal OutputItemDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
