namespace AgenticApi.Serving.Emitting;

/// <summary>Writes events one after the other, numbers them, and keeps them until they are taken.</summary>
internal sealed class EventWriter
{
    private readonly List<ResponseStreamEvent> _events = [];
    private readonly Utf8Buffer _json = new(1024);
    private long _sequenceNumber;

    /// <summary>How all events of a type begin. Their other members follow, each with a comma before it.</summary>
    public static byte[] Head(string type) => new Utf8Buffer(64).Append("{\"type\":"u8).AppendString(type).Span.ToArray();

    /// <summary>Begins an event with what stands at the beginning of many.</summary>
    public Utf8Buffer Begin(ReadOnlySpan<byte> head)
    {
        _json.Clear();
        return _json.Append(head);
    }

    /// <summary>Ends the event.</summary>
    public ResponseStreamEvent End()
    {
        EndJson();
        return Keep(ResponseStreamEvent.Parse(_json.Span));
    }

    /// <summary>Ends an event that differs from an earlier one in its delta and number alone.</summary>
    public void End(ResponseStreamEvent earlier, int deltaLength) => Keep(earlier.With(EndJson().ToArray(), deltaLength, _sequenceNumber - 1));

    private ReadOnlySpan<byte> EndJson() => _json.Append(",\"sequence_number\":"u8).Append(_sequenceNumber++).Append("}"u8).Span;

    private ResponseStreamEvent Keep(ResponseStreamEvent written)
    {
        _events.Add(written);
        return written;
    }

    /// <summary>The events since the last call.</summary>
    public IReadOnlyList<ResponseStreamEvent> Take()
    {
        ResponseStreamEvent[] taken = _events.Count == 1 ? [_events[0]] : [.. _events];
        _events.Clear();
        return taken;
    }
}
