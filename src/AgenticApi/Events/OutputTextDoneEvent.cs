using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete text of a part of a message. Wire type: <c>response.output_text.done</c>.</summary>
public sealed class OutputTextDoneEvent : ItemEvent
{
    internal OutputTextDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the part in the content of the item, from 0; null if the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The complete text; empty if the server sent none.</summary>
    public string Text => String(Fields.Payload) ?? "";

    /// <summary>The log probability of each token; empty unless the request includes them.</summary>
    public IReadOnlyList<TokenLogprob> Logprobs => List("logprobs"u8, json => new TokenLogprob(json));
}
