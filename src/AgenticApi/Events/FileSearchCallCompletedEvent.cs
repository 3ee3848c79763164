namespace AgenticApi;

/// <summary>A file search ended; what it found comes with the finished item. Wire type: <c>response.file_search_call.completed</c>.</summary>
public sealed class FileSearchCallCompletedEvent : ItemStatusEvent
{
    internal FileSearchCallCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
