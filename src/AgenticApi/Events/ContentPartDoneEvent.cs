using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The end of a part of a message or of reasoning, with the complete part. Wire type: <c>response.content_part.done</c>.</summary>
public sealed class ContentPartDoneEvent : ContentPartEvent
{
    internal ContentPartDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
