using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// The last delta that was read member by member. The next one is mostly made like it, with another text and number in it: then only
/// what differs from one to the next is read, and all that stands between is compared as one piece.
/// </summary>
internal sealed class EventTemplate
{
    // Longer deltas are seldom, and this much is kept for every thread.
    private const int Longest = 1024;

    private readonly List<Member> _same = [];
    private readonly List<Member> _varying = [];
    private EventFields _fields;
    private RawBuffer _bytes;
    private int _depth;

    /// <summary>Takes an event as the one that the next is compared with, if it is one of a kind that comes in runs.</summary>
    public void Set(ReadOnlySpan<byte> data, int depth, in EventFields fields, MemberList members)
    {
        if (data.Length > Longest || !fields.Delta.HasValue || fields.Body.HasValue || fields.HasDuplicates || fields.HasInvalidIndex)
        {
            return;
        }

        _depth = depth;
        _fields = fields;
        _bytes.Replace(data);
        _same.Clear();
        _varying.Clear();
        foreach (var member in members.Items)
        {
            _same.Add(new Member(EventFieldNames.Find(member.Name(data), out _), member.Start, member.Start + member.Length));
        }
    }

    /// <summary>Reads an event that is made like the last one.</summary>
    /// <returns>False where it is made otherwise, or is no valid JSON: then it must be read in full.</returns>
    public bool TryRead(ReadOnlySpan<byte> data, int depth, out EventFields fields)
    {
        // Each member that turns out to vary is one more try; after that it is known.
        fields = _fields;
        for (var tries = _same.Count; tries > 0 && depth == _depth; tries--)
        {
            if (TryRead(data, ref fields, out var differs))
            {
                return true;
            }

            if (!Vary(differs))
            {
                return false;
            }

            fields = _fields;
        }

        return false;
    }

    /// <summary>Compares and reads; where it cannot, says where in the template the difference is.</summary>
    private bool TryRead(ReadOnlySpan<byte> data, ref EventFields fields, out int differs)
    {
        var template = _bytes.Span;
        var at = 0;
        var from = 0;
        var same = 0;
        foreach (var member in _varying)
        {
            var between = template[from..member.Start];
            if (!data[at..].StartsWith(between))
            {
                differs = from + data[at..].CommonPrefixLength(between);
                return false;
            }

            Move(ref same, member.Start, at - from, ref fields);
            var start = at + between.Length;
            at = JsonCheck.Value(data, start, _depth);
            if (at < 0)
            {
                differs = -1;
                return false;
            }

            fields.Take(member.Field, data, start, at);
            from = member.End;
        }

        var end = template[from..];
        Move(ref same, template.Length, at - from, ref fields);
        differs = from + data[at..].CommonPrefixLength(end);
        return differs == template.Length && data.Length - at == end.Length;
    }

    /// <summary>The members up to a place say the same as in the template, but may stand elsewhere.</summary>
    private void Move(ref int same, int end, int shift, ref EventFields fields)
    {
        for (; same < _same.Count && _same[same].Start < end; same++)
        {
            fields.Move(_same[same].Field, shift);
        }
    }

    /// <summary>Notes that the member which stands here says something else from one event to the next.</summary>
    /// <returns>False where none stands here, or the event would be another one.</returns>
    private bool Vary(int place)
    {
        // A number differs only in what follows it where another has more digits.
        var at = _same.FindIndex(member => member.Start <= place && place <= member.End);
        if (at < 0 || _same[at].Field is EventField.Type or EventField.Object)
        {
            return false;
        }

        var next = _varying.FindIndex(member => member.Start > place);
        _varying.Insert(next < 0 ? _varying.Count : next, _same[at]);
        _same.RemoveAt(at);
        return true;
    }

    /// <summary>Where the value of a member stands in the template, and what it means.</summary>
    private readonly record struct Member(EventField Field, int Start, int End);
}
