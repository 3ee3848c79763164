using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An item begins. It is a skeleton: what it holds comes with the events that follow. Wire type: <c>response.output_item.added</c>.</summary>
public sealed class OutputItemAddedEvent : OutputItemEvent
{
    internal OutputItemAddedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
