using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A message's text, whole. Wire type: <c>response.output_text.done</c>.</summary>
public sealed class OutputTextDoneEvent : ItemEvent
{
    internal OutputTextDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The part's place in the item's content, from 0; null where the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Text => String(Fields.Payload) ?? "";

    /// <summary>The log probability of each token; empty unless the request asked for them.</summary>
    public IReadOnlyList<TokenLogprob> Logprobs => List("logprobs"u8, json => new TokenLogprob(json));
}
