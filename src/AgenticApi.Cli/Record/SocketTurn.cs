using System.Buffers;
using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>A turn on a WebSocket: the request message and the messages of its answer so far.</summary>
internal sealed class SocketTurn
{
    private readonly CassetteRecording _recording;
    private readonly CassetteRequest _request;
    private readonly int _place;
    private readonly long _start;
    private readonly ArrayBufferWriter<byte> _messages = new();
    private readonly List<TimeSpan> _times = [];
    private readonly ResponseAccumulator _accumulator = new();

    /// <summary>Starts a turn. In the cassette, it follows the turns that started before it.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="path">The path of the WebSocket.</param>
    /// <param name="query">The query of the WebSocket.</param>
    /// <param name="message">The request message.</param>
    public SocketTurn(CassetteRecording recording, string path, string query, ReadOnlySpan<byte> message)
    {
        _recording = recording;
        _request = CassetteRequest.FromHttp(CassetteRequest.WebSocketMethod, path, query, null, message);
        _place = recording.Reserve();
        _start = recording.Options.TimeProvider.GetTimestamp();
    }

    /// <summary>The stream id that its events have; <see langword="null"/> for none.</summary>
    public string? StreamId =>
        _request.Body.TryGetProperty("stream_id"u8, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    /// <summary>The number of events so far.</summary>
    public long EventCount => _accumulator.EventCount;

    /// <summary>Adds a message of the answer.</summary>
    /// <param name="message">The message. The method replaces its line breaks.</param>
    /// <returns>Whether the message ends the turn.</returns>
    /// <exception cref="ResponseProtocolException">The answer exceeds a limit.</exception>
    public bool Add(byte[] message)
    {
        // A cassette has one message per line. In JSON, line breaks are only white space.
        message.Replace((byte)'\r', (byte)' ');
        message.Replace((byte)'\n', (byte)' ');
        _messages.Write(message);
        _messages.Write("\n"u8);
        _times.Add(_recording.Options.TimeProvider.GetElapsedTime(_start));
        // An error message ends the turn. No terminal event follows it.
        return _accumulator.Add(message).Effect == StepEffect.ErrorTold || _accumulator.HasEnded;
    }

    /// <summary>Writes the turn with the messages so far.</summary>
    /// <param name="isBroken">Whether the connection broke before the end of the answer.</param>
    /// <returns>The accumulated response.</returns>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    public AccumulatedResponse Complete(bool isBroken)
    {
        _recording.Complete(_place, _request, new CassetteResponse(
            101, null, CassetteTransport.WebSocket, _messages.WrittenSpan, _recording.Options.KeepTimes ? _times : null, isBroken));
        return _accumulator.Finish();
    }
}
