using System.Text.Json;

namespace AgenticApi;

/// <summary>The log probability of one token of a text, and of those that might have stood in its place.</summary>
public sealed class TokenLogprob : WireObject
{
    internal TokenLogprob(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The token's text; empty where the server sent none.</summary>
    public string Token => String("token"u8) ?? "";

    /// <summary>Its natural logarithmic probability, at most 0; null where the server sent none.</summary>
    public double? Logprob => Number("logprob"u8);

    /// <summary>The likeliest tokens in its place, best first; empty unless the request asked for them.</summary>
    public IReadOnlyList<TokenLogprob> TopLogprobs => List("top_logprobs"u8, json => new TokenLogprob(json));
}
