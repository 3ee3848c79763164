using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>More of a message's text. Wire type: <c>response.output_text.delta</c>.</summary>
public sealed class OutputTextDeltaEvent : DeltaEvent
{
    internal OutputTextDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The part's place in the item's content, from 0; null where the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The log probability of each token; empty unless the request asked for them.</summary>
    public IReadOnlyList<TokenLogprob> Logprobs => List("logprobs"u8, json => new TokenLogprob(json));
}
