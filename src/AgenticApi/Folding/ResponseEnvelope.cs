using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The response without its items, from the lifecycle events: <c>created</c>, <c>queued</c>, <c>in_progress</c>.</summary>
internal struct ResponseEnvelope
{
    private JsonVersions _later;

    /// <summary>The response in the first event, which later responses of the stream resemble; null before the first event.</summary>
    public KnownObject? First { get; private set; }

    /// <summary>The id of the response, without its quotes; empty if no event has given it.</summary>
    public readonly ReadOnlySpan<byte> Id => JsonRaw.Content(Last("id"u8));

    /// <summary>Adds the response of an event. Its members replace earlier ones; members that it lacks are kept.</summary>
    public void Add(scoped JsonMembers body)
    {
        if (First is null)
        {
            First = new KnownObject(body.Json.ToArray(), body.Items);
        }
        else if (!_later.IsEmpty || !body.Json.SequenceEqual(First.Json.Span))
        {
            _later.Add(body);
        }
    }

    /// <summary>
    /// Whether another <c>response.created</c> starts a model round: its creation time differs from the earlier one. If one of them has no
    /// time, it repeats the first event.
    /// </summary>
    public readonly bool IsNewRound(scoped JsonMembers created) =>
        created.Value("created_at"u8) is { IsEmpty: false } now && Last("created_at"u8) is { IsEmpty: false } before && !JsonRaw.AreEqual(before, now);

    /// <summary>Merges the responses of all events, the terminal one last.</summary>
    /// <param name="terminal">The terminal response; empty if there is none.</param>
    /// <param name="room">Memory for the merge. The caller releases it.</param>
    /// <returns>False if the terminal response is the result. Nothing was written then.</returns>
    public readonly bool TryJoin(scoped JsonMembers terminal, ref RawBuffer room)
    {
        if (First is null)
        {
            return false;
        }

        // From the last version to the first: each adds the members that later ones lack. Mostly, none adds anything.
        var (later, joined) = (default(RawBuffer), default(RawBuffer));
        var differences = Differences.None;
        scoped var now = new JsonMembers(_later.Whole(ref later), stackalloc JsonMember[JsonMembers.Room]);
        if (terminal.Count > 0)
        {
            var isJoined = now.Count > 0 && JsonMerge.Objects(now, terminal, ref joined, ref differences);
            now = isJoined ? new JsonMembers(joined.Span, stackalloc JsonMember[JsonMembers.Room]) : terminal;
        }

        if (now.Count == 0)
        {
            room.Append(First.Json.Span);
        }
        else if (!JsonMerge.Objects(First.Members(stackalloc JsonMember[JsonMembers.Room]), now, ref room, ref differences) && now.Json != terminal.Json)
        {
            room.Append(now.Json);
        }

        later.Release();
        joined.Release();
        return room.Length > 0;
    }

    /// <summary>Releases the memory. The envelope cannot be used afterwards.</summary>
    public void Release() => _later.Release();

    /// <summary>Returns the last value of a member that is not empty; empty if there is none.</summary>
    private readonly ReadOnlySpan<byte> Last(ReadOnlySpan<byte> name)
    {
        var room = default(RawBuffer);
        var later = JsonRaw.Member(_later.Whole(ref room), name);
        var value = !JsonRaw.IsEmpty(later) ? later.ToArray() : First is null ? default : JsonRaw.Member(First.Json.Span, name);
        room.Release();
        return JsonRaw.IsEmpty(value) ? default : value;
    }
}
