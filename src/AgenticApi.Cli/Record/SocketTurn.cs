using System.Buffers;
using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>A turn on a WebSocket: the message that asks, and those that answer it as far as they have come.</summary>
internal sealed class SocketTurn
{
    private readonly CassetteRecording _recording;
    private readonly CassetteRequest _request;
    private readonly int _place;
    private readonly long _start;
    private readonly ArrayBufferWriter<byte> _messages = new();
    private readonly List<TimeSpan> _times = [];
    private readonly ResponseAccumulator _accumulator = new();

    /// <summary>Begins a turn; its place in the cassette is behind those that have begun.</summary>
    /// <param name="recording">The cassette.</param>
    /// <param name="path">The path of the WebSocket.</param>
    /// <param name="query">Its query.</param>
    /// <param name="message">What is asked.</param>
    public SocketTurn(CassetteRecording recording, string path, string query, ReadOnlySpan<byte> message)
    {
        _recording = recording;
        _request = CassetteRequest.FromHttp(CassetteRequest.WebSocketMethod, path, query, null, message);
        _place = recording.Reserve();
        _start = recording.Options.TimeProvider.GetTimestamp();
    }

    /// <summary>The lane that its events name; null for none.</summary>
    public string? StreamId => _request.Body.TryGetProperty("stream_id"u8, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    /// <summary>How many events have come.</summary>
    public long EventCount => _accumulator.EventCount;

    /// <summary>Takes a message of the answer.</summary>
    /// <returns>Whether it is the last one.</returns>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit.</exception>
    public bool Add(byte[] message)
    {
        // Messages stand one a line; in JSON, the end of a line is never more than white space.
        message.Replace((byte)'\r', (byte)' ');
        message.Replace((byte)'\n', (byte)' ');
        _messages.Write(message);
        _messages.Write("\n"u8);
        _times.Add(_recording.Options.TimeProvider.GetElapsedTime(_start));
        // What an error was about is over: nothing ends it but this.
        return _accumulator.Add(message).Effect == StepEffect.ErrorTold || _accumulator.HasEnded;
    }

    /// <summary>Writes the turn, as far as it came.</summary>
    /// <param name="isBroken">Whether the connection broke before its end.</param>
    /// <returns>What the messages come to.</returns>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    public AccumulatedResponse Complete(bool isBroken)
    {
        _recording.Complete(_place, _request, new CassetteResponse(
            101, null, CassetteTransport.WebSocket, _messages.WrittenSpan, _recording.Options.KeepTimes ? _times : null, isBroken));
        return _accumulator.Finish();
    }
}
