using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// The last response that was checked. The first events of a stream and its last one carry the whole response, with the tools and the
/// instructions in it, and so do the streams of the next turns: most of it comes again and again.
/// </summary>
internal sealed class BodyTemplate
{
    // As much is kept for every thread. Longer ones are long by their output, which does not come again.
    private const int Longest = 64 * 1024;

    private readonly MemberList _members = new();
    private RawBuffer _bytes;
    private int _depth;

    /// <summary>Checks a response, as <see cref="JsonCheck.Value"/> does.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">Where the response begins.</param>
    /// <param name="depth">How deep it may nest.</param>
    /// <param name="members">Its members are noted here.</param>
    public int Check(ReadOnlySpan<byte> json, int at, int depth, MemberList members)
    {
        if (depth == _depth && json[at..].StartsWith(_bytes.Span))
        {
            members.CopyFrom(_members);
            return at + _bytes.Length;
        }

        var known = depth == _depth ? new JsonMembers(_bytes.Span, _members.Items) : default;
        var end = JsonCheck.Body(json, at, depth, members, known);
        if (end >= 0 && end - at <= Longest)
        {
            _depth = depth;
            _bytes.Replace(json[at..end]);
            _members.CopyFrom(members);
        }

        return end;
    }
}
