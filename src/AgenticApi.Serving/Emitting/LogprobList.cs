using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Emitting;

/// <summary>The log probabilities of a text, as compact JSON.</summary>
internal sealed class LogprobList
{
    private readonly Utf8Buffer _json = new(256);
    private int _sent;

    /// <summary>All of them, a comma between two.</summary>
    public ReadOnlySpan<byte> Json => _json.Span;

    /// <summary>Adds those of an array. What is no object is left out.</summary>
    public void Add(JsonElement logprobs)
    {
        foreach (var logprob in logprobs.Values().Where(value => value.ValueKind == JsonValueKind.Object))
        {
            _json.Append(_json.Length > 0 ? ","u8 : []).AppendCompact(JsonMarshal.GetRawUtf8Value(logprob));
        }
    }

    /// <summary>Those that were not taken before.</summary>
    public ReadOnlySpan<byte> TakeUnsent()
    {
        var unsent = _json.Span[_sent..];
        _sent = _json.Length;
        return unsent is [(byte)',', ..] ? unsent[1..] : unsent;
    }
}
