using System.Text.Json;

namespace AgenticApi;

/// <summary>The log probability of one token of a text, with those of the likeliest tokens at its place.</summary>
public sealed class TokenLogprob : WireObject
{
    internal TokenLogprob(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The text of the token (<c>token</c>); empty if absent.</summary>
    public string Token => String("token"u8) ?? "";

    /// <summary>The natural logarithm of its probability, at most 0 (<c>logprob</c>); null if absent.</summary>
    public double? Logprob => Number("logprob"u8);

    /// <summary>The likeliest tokens at this place, best first (<c>top_logprobs</c>); empty unless the request asks for them.</summary>
    public IReadOnlyList<TokenLogprob> TopLogprobs => List("top_logprobs"u8, json => new TokenLogprob(json));
}
