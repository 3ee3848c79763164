using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of the raw reasoning, which only some models show. Wire type: <c>response.reasoning_text.delta</c>.</summary>
public sealed class ReasoningTextDeltaEvent : DeltaEvent
{
    internal ReasoningTextDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the part in the content of the item, from 0; null if the server sent none.</summary>
    public int? ContentIndex => PartIndex;
}
