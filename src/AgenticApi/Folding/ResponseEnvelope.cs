using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The response without its items, as the lifecycle events give it: <c>created</c>, <c>queued</c>, <c>in_progress</c>.</summary>
internal struct ResponseEnvelope
{
    private byte[]? _first;
    private JsonMember[]? _members;
    private JsonVersions _later;
    private byte[]? _createdAt;

    /// <summary>The response's id as it stands between its quotes; null where no event gave one.</summary>
    public byte[]? Id { get; private set; }

    /// <summary>What the first event said: the next responses of the stream are much like it.</summary>
    public readonly KnownObject First => new(_first, _members);

    /// <summary>Takes what an event says: the later word wins, and what it leaves out stands.</summary>
    public void Take(scoped JsonMembers body)
    {
        if (body.Json.SequenceEqual(_first) && _later.IsEmpty)
        {
            return;
        }

        Id = Later(Id, JsonRaw.Content(body.Value("id"u8)));
        _createdAt = Later(_createdAt, body.Value("created_at"u8));
        if (_first is null)
        {
            _first = body.Json.ToArray();
            _members = body.Items.ToArray();
        }
        else
        {
            _later.Take(body);
        }
    }

    /// <summary>
    /// Whether another <c>response.created</c> opens a model round: where it was created at another time. One that gives no time, or comes
    /// after none, is the first one over again.
    /// </summary>
    public readonly bool IsNewRound(scoped JsonMembers created) =>
        created.Value("created_at"u8) is { IsEmpty: false } now && _createdAt is not null && !JsonRaw.AreEqual(_createdAt, now);

    /// <summary>All that the events said of the response as a whole, the terminal one last; empty where none said anything.</summary>
    public readonly byte[] With(TerminalResponse? terminal)
    {
        var room = default(RawBuffer);
        var envelope = _later.IsEmpty ? First.Members : new JsonMembers(Joined(ref room), stackalloc JsonMember[JsonMembers.Room]);
        var result = terminal is null ? envelope.Json.ToArray() : envelope.Count == 0 ? terminal.Json : Join(envelope, terminal);
        room.Release();
        return result;
    }

    /// <summary>Gives the memory back. Nothing may be asked of the envelope after it.</summary>
    public void Release() => _later.Release();

    private static byte[] Join(scoped JsonMembers envelope, TerminalResponse terminal)
    {
        var output = default(RawBuffer);
        var differences = Differences.None;
        return JsonMerge.Objects(envelope, terminal.Members, ref output, ref differences) ? output.Take() : terminal.Json;
    }

    private static byte[]? Later(byte[]? value, ReadOnlySpan<byte> later) =>
        JsonRaw.IsEmpty(later) || later.SequenceEqual(value) ? value : later.ToArray();

    private readonly ReadOnlySpan<byte> Joined(ref RawBuffer room)
    {
        room.Append(_first);
        var later = default(RawBuffer);
        var merged = default(RawBuffer);
        var differences = Differences.None;
        var old = new JsonMembers(room.Span, stackalloc JsonMember[JsonMembers.Room]);
        var now = new JsonMembers(_later.Whole(ref later), stackalloc JsonMember[JsonMembers.Room]);
        room.Replace(JsonMerge.Objects(old, now, ref merged, ref differences) ? merged.Span : now.Json);
        later.Release();
        merged.Release();
        return room.Span;
    }
}
