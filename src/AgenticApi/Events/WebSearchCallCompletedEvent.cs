namespace AgenticApi;

/// <summary>A web search ended; what it did comes with the finished item. Wire type: <c>response.web_search_call.completed</c>.</summary>
public sealed class WebSearchCallCompletedEvent : ItemStatusEvent
{
    internal WebSearchCallCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
