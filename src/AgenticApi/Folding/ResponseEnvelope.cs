using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>The response without its items, as the lifecycle events give it: <c>created</c>, <c>queued</c>, <c>in_progress</c>.</summary>
internal struct ResponseEnvelope
{
    private byte[]? _json;

    public readonly ReadOnlySpan<byte> Json => _json;

    public readonly string? Id => JsonRaw.Text(JsonRaw.Member(Json, "id"u8));

    /// <summary>Takes what an event says: the later word wins, and what it leaves out stands.</summary>
    public void Take(ReadOnlySpan<byte> body)
    {
        if (_json is null)
        {
            _json = body.ToArray();
        }
        else if (!Json.SequenceEqual(body))
        {
            var joined = default(RawBuffer);
            var differences = Differences.None;
            _json = JsonMerge.Objects(Json, body, ref joined, ref differences) ? joined.Take() : body.ToArray();
        }
    }

    /// <summary>
    /// Whether another <c>response.created</c> opens a model round: where it was created at another time. One that gives no time, or comes
    /// after none, is the first one over again.
    /// </summary>
    public readonly bool IsNewRound(ReadOnlySpan<byte> created)
    {
        var first = JsonRaw.Member(Json, "created_at"u8);
        var now = JsonRaw.Member(created, "created_at"u8);
        return !first.IsEmpty && !now.IsEmpty && !JsonRaw.AreEqual(first, now);
    }

    /// <summary>All that the events said of the response as a whole, the terminal one last; empty where none said anything.</summary>
    public readonly byte[] With(TerminalResponse? terminal)
    {
        if (terminal is not { Json.Length: > 0 } || _json is null)
        {
            return terminal is { Json.Length: > 0 } ? terminal.Json : _json ?? [];
        }

        var now = terminal.Members;
        var output = default(RawBuffer);
        var differences = Differences.None;
        var isJoined = JsonMerge.Objects(
            new JsonMembers(_json, stackalloc JsonMember[JsonMembers.Room], like: now),
            now.Count > 0 ? now : new JsonMembers(terminal.Json, stackalloc JsonMember[JsonMembers.Room]),
            ref output,
            ref differences);
        return isJoined ? output.Take() : terminal.Json;
    }
}
