namespace AgenticApi.Serving.Emitting;

/// <summary>Writes events one after the other, numbers them, and keeps them until they are taken.</summary>
internal sealed class EventWriter
{
    private readonly List<ResponseStreamEvent> _events = [];
    private readonly Utf8Buffer _json = new(1024);
    private long _sequenceNumber;

    /// <summary>Begins an event with its type. Its other members follow, each with a comma before it.</summary>
    public Utf8Buffer Begin(string type) => Begin([]).Append("{\"type\":"u8).AppendString(type);

    /// <summary>Begins an event with bytes that stand at the beginning of many.</summary>
    public Utf8Buffer Begin(ReadOnlySpan<byte> head)
    {
        _json.Clear();
        return _json.Append(head);
    }

    /// <summary>Ends the event.</summary>
    public ResponseStreamEvent End()
    {
        _json.Append(",\"sequence_number\":"u8).Append(_sequenceNumber++).Append("}"u8);
        var written = ResponseStreamEvent.Parse(_json.Span);
        _events.Add(written);
        return written;
    }

    /// <summary>The events since the last call.</summary>
    public IReadOnlyList<ResponseStreamEvent> Take()
    {
        ResponseStreamEvent[] taken = [.. _events];
        _events.Clear();
        return taken;
    }
}
