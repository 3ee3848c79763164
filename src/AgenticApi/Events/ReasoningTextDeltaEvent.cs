using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>More of the raw reasoning, from models that show it. Wire type: <c>response.reasoning_text.delta</c>.</summary>
public sealed class ReasoningTextDeltaEvent : DeltaEvent
{
    internal ReasoningTextDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The part's place in the item's content, from 0; null where the server sent none.</summary>
    public int? ContentIndex => PartIndex;
}
