using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// The start of a part of reasoning. vLLM sends it in place of <c>response.content_part.added</c>.
/// Wire type: <c>response.reasoning_part.added</c>.
/// </summary>
public sealed class ReasoningPartAddedEvent : ContentPartEvent
{
    internal ReasoningPartAddedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
