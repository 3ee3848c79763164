using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A part of a message or of reasoning is finished, and stands here whole. Wire type: <c>response.content_part.done</c>.</summary>
public sealed class ContentPartDoneEvent : ContentPartEvent
{
    internal ContentPartDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
