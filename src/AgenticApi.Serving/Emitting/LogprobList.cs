using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Emitting;

/// <summary>The log probabilities of a text, as compact JSON.</summary>
internal sealed class LogprobList
{
    private readonly Utf8Buffer _json = new(256);
    private int _sent;

    /// <summary>All log probabilities, separated by commas.</summary>
    public ReadOnlySpan<byte> Json => _json.Span;

    /// <summary>Adds the log probabilities of an array. Elements that are not objects are left out.</summary>
    public void Add(JsonElement logprobs)
    {
        foreach (var logprob in logprobs.Values().Where(value => value.ValueKind == JsonValueKind.Object))
        {
            _json.Append(_json.Length > 0 ? ","u8 : []).AppendCompact(JsonMarshal.GetRawUtf8Value(logprob));
        }
    }

    /// <summary>Returns the log probabilities that were not returned before, separated by commas.</summary>
    public ReadOnlySpan<byte> TakeUnsent()
    {
        var unsent = _json.Span[_sent..];
        _sent = _json.Length;
        return unsent is [(byte)',', ..] ? unsent[1..] : unsent;
    }
}
