using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A refusal, whole. Wire type: <c>response.refusal.done</c>.</summary>
public sealed class RefusalDoneEvent : ItemEvent
{
    internal RefusalDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The part's place in the item's content, from 0; null where the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Refusal => String(Fields.Payload) ?? "";
}
