using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    private readonly List<Member> _moving = [];
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
        _moving.Clear();
        foreach (var member in members.Items)
        {
            var known = new Member(EventFieldNames.Find(member.Name(data), out _), member.Start, member.Start + member.Length);
            _same.Add(known);
            if (EventFields.IsSlice(known.Field))
            {
                _moving.Add(known);
            }
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
        ReadOnlySpan<Member> moving = CollectionsMarshal.AsSpan(_moving);
        var at = 0;
        var from = 0;
        foreach (ref readonly var member in CollectionsMarshal.AsSpan(_varying))
        {
            var between = template[from..member.Start];
            if (!data[at..].StartsWith(between))
            {
                differs = from + data[at..].CommonPrefixLength(between);
                return false;
            }

            moving = Move(moving, member.Start, at - from, ref fields);
            var start = at + between.Length;
            at = Value(data, start, member.Field, ref fields);
            if (at < 0)
            {
                differs = -1;
                return false;
            }

            from = member.End;
        }

        var end = template[from..];
        if (data[at..].SequenceEqual(end))
        {
            Move(moving, template.Length, at - from, ref fields);
            differs = template.Length;
            return true;
        }

        differs = from + data[at..].CommonPrefixLength(end);
        return false;
    }

    /// <summary>Reads a value that varies: mostly a short text without escapes, or a number of few digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Value(ReadOnlySpan<byte> data, int start, EventField field, ref EventFields fields)
    {
        if (field == EventField.Delta && start + 1 + Vector256<byte>.Count <= data.Length && data[start] == '"')
        {
            var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(data), (nuint)start + 1);
            var ends = Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(bytes, Vector256.Create((byte)' '));
            var mask = ends.ExtractMostSignificantBits();
            if (mask != 0)
            {
                var end = start + 1 + BitOperations.TrailingZeroCount(mask);
                if (data[end] == '"')
                {
                    fields.Delta = new Slice(start + 1, end - start - 1, System.Text.Json.JsonTokenType.String);
                    return end + 1;
                }
            }
        }

        if (field == EventField.SequenceNumber && start < data.Length && data[start] is >= (byte)'1' and <= (byte)'9')
        {
            long number = 0;
            var at = start;
            for (; at < data.Length && at - start < 18 && char.IsAsciiDigit((char)data[at]); at++)
            {
                number = (number * 10) + data[at] - '0';
            }

            if (at < data.Length && data[at] is (byte)',' or (byte)'}')
            {
                fields.SequenceNumber = number;
                return at;
            }
        }

        var after = JsonCheck.Value(data, start, _depth);
        if (after >= 0)
        {
            fields.Take(field, data, start, after);
        }

        return after;
    }

    /// <summary>The members up to a place say the same as in the template, but stand elsewhere.</summary>
    private static ReadOnlySpan<Member> Move(ReadOnlySpan<Member> moving, int end, int shift, scoped ref EventFields fields)
    {
        var i = 0;
        for (; i < moving.Length && moving[i].Start < end; i++)
        {
            if (shift != 0)
            {
                fields.Move(moving[i].Field, shift);
            }
        }

        return moving[i..];
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
        _moving.Remove(_same[at]);
        _same.RemoveAt(at);
        return true;
    }

    /// <summary>Where the value of a member stands in the template, and what it means.</summary>
    private readonly record struct Member(EventField Field, int Start, int End);
}
