namespace AgenticApi.Serving.Emitting;

/// <summary>Writes events, numbers them, and collects them until they are taken.</summary>
internal sealed class EventWriter
{
    private readonly List<ResponseStreamEvent> _events = [];
    private readonly Utf8Buffer _json = new(1024);
    private long _sequenceNumber;

    /// <summary>Returns the first bytes of all events of a type. The other members follow, each with a comma before it.</summary>
    public static byte[] Head(string type) => new Utf8Buffer(64).Append("{\"type\":"u8).AppendString(type).Span.ToArray();

    /// <summary>Begins an event with the given first bytes.</summary>
    public Utf8Buffer Begin(ReadOnlySpan<byte> head)
    {
        _json.Clear();
        return _json.Append(head);
    }

    /// <summary>Ends the event.</summary>
    public ResponseStreamEvent End()
    {
        EndJson();
        return Collect(ResponseStreamEvent.Parse(_json.Span));
    }

    /// <summary>
    /// Ends an event that differs from an earlier one only in its delta and its sequence number. The positions of its fields follow from
    /// the earlier event, so it is not parsed.
    /// </summary>
    public void End(ResponseStreamEvent earlier, int deltaLength) => Collect(earlier.With(EndJson().ToArray(), deltaLength, _sequenceNumber - 1));

    /// <summary>Returns the events since the last call.</summary>
    public IReadOnlyList<ResponseStreamEvent> Take()
    {
        ResponseStreamEvent[] taken = _events.Count == 1 ? [_events[0]] : [.. _events];
        _events.Clear();
        return taken;
    }

    private ReadOnlySpan<byte> EndJson() => _json.Append(",\"sequence_number\":"u8).Append(_sequenceNumber++).Append("}"u8).Span;

    private ResponseStreamEvent Collect(ResponseStreamEvent written)
    {
        _events.Add(written);
        return written;
    }
}
