using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The start of a part of a message or of reasoning. Wire type: <c>response.content_part.added</c>.</summary>
public sealed class ContentPartAddedEvent : ContentPartEvent
{
    internal ContentPartAddedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
