using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The response without its items, as the lifecycle events give it: <c>created</c>, <c>queued</c>, <c>in_progress</c>.</summary>
internal struct ResponseEnvelope
{
    private JsonVersions _later;

    /// <summary>What the first event said: the next responses of the stream are much like it. Null before it.</summary>
    public KnownObject? First { get; private set; }

    /// <summary>The response's id as it stands between its quotes; empty where no event gave one.</summary>
    public readonly ReadOnlySpan<byte> Id => JsonRaw.Content(Last("id"u8));

    /// <summary>Takes what an event says: the later word wins, and what it leaves out stands.</summary>
    public void Take(scoped JsonMembers body)
    {
        if (First is null)
        {
            First = new KnownObject(body.Json.ToArray(), body.Items);
        }
        else if (!_later.IsEmpty || !body.Json.SequenceEqual(First.Json.Span))
        {
            _later.Take(body);
        }
    }

    /// <summary>
    /// Whether another <c>response.created</c> opens a model round: where it was created at another time. One that gives no time, or comes
    /// after none, is the first one over again.
    /// </summary>
    public readonly bool IsNewRound(scoped JsonMembers created) =>
        created.Value("created_at"u8) is { IsEmpty: false } now && Last("created_at"u8) is { IsEmpty: false } before && !JsonRaw.AreEqual(before, now);

    /// <summary>Joins all that the events said of the response as a whole, the terminal one last.</summary>
    /// <param name="terminal">What the terminal event said; none where none came.</param>
    /// <param name="room">Where it is put together; the caller gives that memory back.</param>
    /// <returns>False where what the terminal event said stands as it is; then nothing was written.</returns>
    public readonly bool TryJoin(scoped JsonMembers terminal, ref RawBuffer room)
    {
        if (First is null)
        {
            return false;
        }

        // From the last version to the first: each adds what those after it leave out, and mostly none adds anything.
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

    /// <summary>Gives the memory back. Nothing may be asked of the envelope after it.</summary>
    public void Release() => _later.Release();

    /// <summary>What the last version says of a member that is not empty there; otherwise the first one; empty where neither does.</summary>
    private readonly ReadOnlySpan<byte> Last(ReadOnlySpan<byte> name)
    {
        var room = default(RawBuffer);
        var later = JsonRaw.Member(_later.Whole(ref room), name);
        var value = !JsonRaw.IsEmpty(later) ? later.ToArray() : First is null ? default : JsonRaw.Member(First.Json.Span, name);
        room.Release();
        return JsonRaw.IsEmpty(value) ? default : value;
    }
}
