namespace AgenticApi.Cli.View;

/// <summary>
/// Finds the item that each event is about, for the eye: by its index among the items of the model round, or by its id where it has no
/// index. The fold itself is the library's.
/// </summary>
internal sealed class LaneFinder
{
    private readonly List<Lane> _lanes = [];
    private int _round;

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>The lane of an event; null where the event is about no item.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <param name="isIgnored">Whether the fold took nothing from it, so that it opens no lane.</param>
    public Lane? Find(ResponseStreamEvent streamEvent, bool isIgnored)
    {
        if (streamEvent is not ItemEvent about)
        {
            return null;
        }

        var id = about.ItemId;
        var lane = about.OutputIndex is { } index ? At(index) ?? Nameless(id, index)
            : id is { Length: > 0 } ? Named(id)
            : streamEvent is UnknownEvent ? null
            : _lanes.FindLast(lane => lane.Round == _round && !lane.Finished);
        if (isIgnored || (streamEvent is UnknownEvent && lane is null))
        {
            return lane;
        }

        if (lane is null || IsAnother(lane, streamEvent, id))
        {
            _round += lane is null ? 0 : 1;
            lane = new Lane(_lanes.Count, _round, about.OutputIndex);
            _lanes.Add(lane);
        }

        Take(lane, streamEvent, id);
        return lane;
    }

    /// <summary>Fills in what only the result tells: the types of items that no event described.</summary>
    public void Complete(Response response)
    {
        if (response.Output.Count == _lanes.Count)
        {
            foreach (var lane in _lanes.Where(lane => lane.Type.Length == 0))
            {
                lane.Describe(response.Output[lane.Number]);
            }
        }
    }

    /// <summary>The lane that a deviation of the response as a whole is about; null where it is about none.</summary>
    public Lane? Of(Deviation deviation) =>
        (deviation.ItemId is { } id ? _lanes.FindLast(lane => lane.Ids.Contains(id)) : null)
        ?? (deviation.OutputIndex is { } index && _round == 0 ? _lanes.Find(lane => lane.Index == index) : null);

    private static void Take(Lane lane, ResponseStreamEvent streamEvent, string? id)
    {
        if (id is { Length: > 0 })
        {
            lane.Ids.Add(id);
        }

        if (streamEvent is OutputItemEvent { Item: { } item })
        {
            lane.Describe(item);
        }

        lane.Announced |= streamEvent is OutputItemAddedEvent;
        lane.Finished |= streamEvent is OutputItemDoneEvent;
    }

    /// <summary>Whether an index is taken: a gateway counts the items of each model round from 0.</summary>
    private static bool IsAnother(Lane lane, ResponseStreamEvent streamEvent, string? id)
    {
        var isSame = id is null or "" || lane.Ids.Count == 0 || lane.Ids.Contains(id);
        return streamEvent is OutputItemAddedEvent ? (lane.Announced || lane.Finished) && (id is null or "" || !lane.Ids.Contains(id)) : lane.Finished && !isSame;
    }

    private Lane? At(int index) => _lanes.FindLast(lane => lane.Round == _round && lane.Index == index);

    private Lane? Named(string id) => _lanes.FindLast(lane => lane.Ids.Contains(id));

    /// <summary>An item that went by its id until now: the index came late.</summary>
    private Lane? Nameless(string? id, int index)
    {
        if (id is null || _lanes.FindLast(lane => lane.Index is null && lane.Ids.Contains(id)) is not { } lane)
        {
            return null;
        }

        lane.Index = index;
        return lane;
    }
}
