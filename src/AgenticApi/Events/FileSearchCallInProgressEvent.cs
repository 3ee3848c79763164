namespace AgenticApi;

/// <summary>A file search begins. Wire type: <c>response.file_search_call.in_progress</c>.</summary>
public sealed class FileSearchCallInProgressEvent : ItemStatusEvent
{
    internal FileSearchCallInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
