using System.Buffers;

namespace AgenticApi.Cassettes;

/// <summary>A turn that is being recorded: its request, and its answer as far as it was read.</summary>
internal sealed class RecordedTurn
{
    private readonly CassetteRecording _recording;
    private readonly CassetteRequest _request;
    private readonly int _place;
    private readonly long _start;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    // The number of bytes and the time after each read.
    private readonly List<(int Length, TimeSpan Time)> _arrivals = [];
    private HttpResponseMessage? _response;
    private bool _isComplete;

    public RecordedTurn(CassetteRecording recording, CassetteRequest request)
    {
        _recording = recording;
        _request = request;
        _place = recording.Reserve();
        _start = recording.Options.TimeProvider.GetTimestamp();
    }

    /// <summary>Replaces the content of a response by one that records what is read.</summary>
    public HttpResponseMessage Wrap(HttpResponseMessage response, Stream body)
    {
        _response = response;
        var content = new StreamContent(new RecordingStream(body, this));
        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        if (_recording.Options.Redaction.Replace is not null && content.Headers.ContentEncoding.Count > 0)
        {
            response.Dispose();
            throw new CassetteException(
                $"The answer is compressed ({string.Join(", ", content.Headers.ContentEncoding)}), so secrets in it cannot be removed. "
                + "Enable AutomaticDecompression in the inner handler.");
        }

        response.Content = content;
        return response;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        if (_recording.Options.KeepTimes)
        {
            _arrivals.Add((_bytes.WrittenCount, _recording.Options.TimeProvider.GetElapsedTime(_start)));
        }
    }

    /// <summary>Adds the turn to the recording. Only the first call has an effect.</summary>
    public void Complete(bool isBroken)
    {
        if (_isComplete)
        {
            return;
        }

        _isComplete = true;
        var response = _response!;
        var isStream = string.Equals(response.Content.Headers.ContentType?.MediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase);
        var transport = isStream ? CassetteTransport.EventStream : CassetteTransport.Blocking;
        var bytes = _bytes.WrittenMemory;
        _recording.Complete(_place, _request, new CassetteResponse(
            (int)response.StatusCode,
            HttpRequestCopy.Headers(response.Headers, response.Content.Headers),
            transport,
            bytes.Span,
            _recording.Options.KeepTimes ? Times(ResponseChunks.Split(bytes, transport)) : null,
            isBroken));
    }

    private List<TimeSpan> Times(IReadOnlyList<ReadOnlyMemory<byte>> chunks)
    {
        var times = new List<TimeSpan>(chunks.Count);
        var (end, arrival) = (0, 0);
        foreach (var chunk in chunks)
        {
            end += chunk.Length;
            while (_arrivals[arrival].Length < end)
            {
                arrival++;
            }

            times.Add(_arrivals[arrival].Time);
        }

        return times;
    }
}
