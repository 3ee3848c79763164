using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of the text of a message. Wire type: <c>response.output_text.delta</c>.</summary>
public sealed class OutputTextDeltaEvent : DeltaEvent
{
    internal OutputTextDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the part in the content of the item, from 0; null if the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The log probability of each token; empty unless the request includes them.</summary>
    public IReadOnlyList<TokenLogprob> Logprobs => List("logprobs"u8, json => new TokenLogprob(json));
}
