namespace AgenticApi;

/// <summary>A web search runs. Wire type: <c>response.web_search_call.searching</c>.</summary>
public sealed class WebSearchCallSearchingEvent : ItemStatusEvent
{
    internal WebSearchCallSearchingEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
