using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>Checks the order of events: which one may be first, and which one is a repetition.</summary>
internal struct EventOrder
{
    private SequenceTracker _sequence = new();
    private (EventRow? Row, int Length) _lastNumbered;

    public EventOrder()
    {
    }

    /// <summary>The highest sequence number so far; -1 before the first.</summary>
    public readonly long Last => _sequence.Last;

    /// <summary>Restarts the order, because the server numbers a second model round from 0.</summary>
    public void Restart(long number) => _sequence.Restart(number);

    /// <summary>Accepts an event whose number follows the last one, or that has none. Returns false for any other event.</summary>
    public bool TryNext(ref readonly EventFields fields, int length)
    {
        if (!_sequence.TryNext(fields.SequenceNumber))
        {
            return false;
        }

        if (fields.SequenceNumber >= 0)
        {
            _lastNumbered = (fields.Row, length);
        }

        return true;
    }

    /// <summary>Whether a stream may start with the event: any event of a resumed stream may, and any that needs no stream.</summary>
    public static bool MayBeFirst(in EventFields fields) =>
        fields.Row == EventTable.Created || fields.Row == EventTable.BareResponse || fields.Row.Effect is Effect.Error or Effect.None or Effect.Unknown
        || fields.SequenceNumber > 0;

    /// <summary>
    /// Whether the event is a repetition, by its number. An event about an item that does not exist cannot be one: then the server has
    /// restarted its numbers, and the event is new.
    /// </summary>
    public bool IsRepeated(in ReadEvent read, ItemFold items, in ResponseEnvelope envelope, DeviationLog log)
    {
        ref readonly var fields = ref read.Fields;
        var step = _sequence.Next(fields.SequenceNumber);
        if (step == SequenceStep.Gap)
        {
            log.Add(DeviationKind.SequenceGap, fields.Position with { OutputIndex = null });
        }

        if (step == SequenceStep.Seen && fields.SequenceNumber == _sequence.Last && _lastNumbered != (fields.Row, read.Data.Length))
        {
            // Two different events with the same number: not a repetition.
            return false;
        }

        if (fields.SequenceNumber == _sequence.Last && step != SequenceStep.Seen)
        {
            _lastNumbered = (fields.Row, read.Data.Length);
        }

        switch (step == SequenceStep.Seen ? fields.Row.Effect : Effect.Terminal)
        {
            case Effect.Terminal or Effect.Error:
                return false;
            case Effect.Envelope:
                return fields.Row != EventTable.Created || read.Payload.Json.IsEmpty || !items.Any || !envelope.IsNewRound(read.Payload);
            case Effect.None or Effect.Unknown or Effect.AppendAudio or Effect.AppendTranscript:
                return true;
            default:
                if (items.Contains(read))
                {
                    return true;
                }

                Restart(fields.SequenceNumber);
                return false;
        }
    }
}
