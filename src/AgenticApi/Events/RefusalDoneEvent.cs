using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete refusal. Wire type: <c>response.refusal.done</c>.</summary>
public sealed class RefusalDoneEvent : ItemEvent
{
    internal RefusalDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the part in the content of the item, from 0; null if the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The complete refusal; empty if the server sent none.</summary>
    public string Refusal => String(Fields.Payload) ?? "";
}
