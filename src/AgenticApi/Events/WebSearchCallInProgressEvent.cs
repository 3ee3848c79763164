namespace AgenticApi;

/// <summary>A web search begins. Wire type: <c>response.web_search_call.in_progress</c>.</summary>
public sealed class WebSearchCallInProgressEvent : ItemStatusEvent
{
    internal WebSearchCallInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
