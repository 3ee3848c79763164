namespace AgenticApi;

/// <summary>A file search runs. Wire type: <c>response.file_search_call.searching</c>.</summary>
public sealed class FileSearchCallSearchingEvent : ItemStatusEvent
{
    internal FileSearchCallSearchingEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
