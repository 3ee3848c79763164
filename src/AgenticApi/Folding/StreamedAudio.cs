using System.Buffers;
using System.Buffers.Text;
using System.Text;
using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Folding;

/// <summary>The audio of a response and its transcript. Their events name no item, so they are not part of the response.</summary>
internal struct StreamedAudio
{
    private RawBuffer _bytes;
    private RawBuffer _transcript;

    public readonly ReadOnlyMemory<byte> Bytes => _bytes.Span.ToArray();

    public readonly string Transcript => JsonText.Unescape(_transcript.Span);

    /// <summary>Releases the memory.</summary>
    public void Release()
    {
        _bytes.Release();
        _transcript.Release();
    }

    /// <summary>Appends a delta, passed without its quotes.</summary>
    /// <returns>False if the delta is empty or not valid base64.</returns>
    public bool Append(Effect effect, ReadOnlySpan<byte> delta)
    {
        if (effect == Effect.AppendTranscript)
        {
            _transcript.Append(delta);
            return delta.Length > 0;
        }

        // Each delta has its own base64 padding, so each is decoded separately. JSON may escape a slash.
        var text = delta.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonText.Unescape(delta)) : delta;
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, decoded, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        _bytes.Append(decoded.AsSpan(0, written));
        return true;
    }
}
