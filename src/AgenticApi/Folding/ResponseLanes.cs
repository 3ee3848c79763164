using System.Runtime.CompilerServices;
using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>
/// Reads several responses on one connection: one after the other, or at the same time in lanes, which <c>stream_id</c> names.
/// </summary>
internal sealed class ResponseLanes(ResponseAccumulatorOptions options)
{
    // The number of ended lanes that are remembered, so that their late events can be ignored.
    private const int MaxEnded = 1024;

    private readonly EventReader _reader = new(options.MaxJsonDepth);
    private readonly Dictionary<string, ResponseFold> _open = new(StringComparer.Ordinal);

    // The ended lanes with the id of their last response. The last entry ended last.
    private readonly OrderedDictionary<string, string?> _ended = new(StringComparer.Ordinal);
    private bool _hasEvents;

    /// <summary>Reads the connection to its end, or until reading fails.</summary>
    public async IAsyncEnumerable<AccumulatedResponse> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var frames = new EventFrames(stream, options.MaxEventBytes);
        do
        {
            while (frames.TryNext(out var frame))
            {
                var (cut, ended) = Apply(frame);
                if (cut is not null)
                {
                    yield return cut;
                }

                if (ended is not null)
                {
                    yield return ended;
                }
            }
        }
        while (await ReadMoreAsync(frames, cancellationToken).ConfigureAwait(false));

        frames.End();
        if (!_hasEvents)
        {
            _open[""] = new ResponseFold(options);
        }

        foreach (var fold in _open.Values)
        {
            yield return Finish(fold);
        }
    }

    /// <summary>Applies an event to its lane.</summary>
    /// <returns>
    /// The response that the event cut off by starting another one, and the response that it ended; null if there is none.
    /// </returns>
    private (AccumulatedResponse? Cut, AccumulatedResponse? Ended) Apply(EventFrame frame)
    {
        var room = (stackalloc JsonMember[EventReader.Room]);
        _hasEvents = true;
        var fields = default(EventFields);
        if (!_reader.TryRead(frame, room, ref fields, out var read))
        {
            // A malformed event names no lane, so it belongs to the default one.
            if (!_ended.ContainsKey(""))
            {
                Lane("").ApplyMalformed();
            }

            return default;
        }

        var name = read.Fields.StreamId.IsString ? JsonText.Unescape(read.Fields.StreamId.Of(read.Data)) : "";
        AccumulatedResponse? cut = null;
        if (_open.TryGetValue(name, out var fold) && fold.IsNext(read))
        {
            cut = Finish(fold);
            _open.Remove(name);
        }
        else if (fold is null && _ended.TryGetValue(name, out var endedId) && !StartsAnother(read, endedId))
        {
            // A late event: its response was returned already.
            return default;
        }

        fold = Lane(name);
        fold.Apply(read);
        return (cut, fold.HasEnded ? End(name, fold) : null);
    }

    private static bool StartsAnother(in ReadEvent read, string? endedId) =>
        (read.Fields.Row == Protocol.EventTable.Created || read.Fields.Row == Protocol.EventTable.BareResponse)
        && JsonRaw.Text(read.Payload.Value("id"u8)) is { Length: > 0 } id && id != endedId;

    private ResponseFold Lane(string name)
    {
        if (!_open.TryGetValue(name, out var fold))
        {
            Limit.Check(_open.Count, options.MaxLanes, nameof(ResponseAccumulatorOptions.MaxLanes), "open lanes on one connection");
            _open[name] = fold = new ResponseFold(options);
        }

        return fold;
    }

    private AccumulatedResponse End(string name, ResponseFold fold)
    {
        var result = Finish(fold);
        _open.Remove(name);
        _ended.Remove(name);
        _ended.Add(name, result.Response.Id);
        if (_ended.Count > MaxEnded)
        {
            _ended.RemoveAt(0);
        }

        return result;
    }

    private AccumulatedResponse Finish(ResponseFold fold)
    {
        var result = fold.Finish(options.Strict);
        fold.Release();
        return result;
    }

    /// <summary>Reads more bytes. A connection that breaks after the first event ends all open responses.</summary>
    private async ValueTask<bool> ReadMoreAsync(EventFrames frames, CancellationToken cancellationToken)
    {
        try
        {
            return await frames.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (BrokenConnection.Ends(e, _hasEvents, cancellationToken))
        {
            foreach (var fold in _open.Values)
            {
                fold.Report(DeviationKind.ConnectionBroken);
            }

            return false;
        }
    }
}
