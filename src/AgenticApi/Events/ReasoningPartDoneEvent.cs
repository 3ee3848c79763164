using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// The end of a part of reasoning. vLLM sends it in place of <c>response.content_part.done</c>.
/// Wire type: <c>response.reasoning_part.done</c>.
/// </summary>
public sealed class ReasoningPartDoneEvent : ContentPartEvent
{
    internal ReasoningPartDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
