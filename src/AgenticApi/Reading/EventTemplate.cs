using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>
/// The last delta that was read member by member. The next one is mostly made like it, with another text and number in it: then only
/// what differs from one to the next is read, and all that stands between is compared as one piece.
/// </summary>
/// <param name="depth">How deep a value may nest.</param>
internal sealed class EventTemplate(int depth)
{
    // Longer deltas are seldom, and every open stream keeps this much.
    private const int Longest = 512;

    private byte[] _bytes = [];
    private int _length;
    private EventFields _fields;

    // Whether a value that is the same stood elsewhere once: from then on its position is written each time.
    private bool _isMoved;

    private Member[] _members = [];

    /// <summary>What the event says that was read last.</summary>
    public ref readonly EventFields Fields => ref _fields;

    /// <summary>Whether an event is one of a kind that comes in runs.</summary>
    public static bool CanTake(ReadOnlySpan<byte> data, in EventFields fields) =>
        data.Length <= Longest && fields.Type.IsString && fields.Row.Payload == WireMember.Delta && fields.Payload.IsString && !fields.IsAlias
        && !fields.HasDuplicates && !fields.HasInvalidIndex;

    /// <summary>Takes an event as the one that the next is compared with.</summary>
    /// <param name="data">The event.</param>
    /// <param name="members">Its members.</param>
    /// <param name="fields">What it says; it begins a run.</param>
    public void Set(ReadOnlySpan<byte> data, ReadOnlySpan<JsonMember> members, ref EventFields fields)
    {
        if (_bytes.Length < data.Length)
        {
            _bytes = new byte[data.Length];
        }

        data.CopyTo(_bytes);
        _length = data.Length;
        _members = new Member[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var member = WireMembers.Find(members[i].Name(data));
            _members[i] = new Member(member, (ushort)members[i].Start, (ushort)members[i].End, Varies: member == WireMember.Delta);
        }

        _isMoved = false;
        fields.Run = _members;
        _fields = fields;
    }

    /// <summary>Reads an event that is made like the last one.</summary>
    /// <returns>False where it is made otherwise, or is no valid JSON: then it must be read in full.</returns>
    public bool TryRead(ReadOnlySpan<byte> data)
    {
        // Each member that turns out to vary is one more try; after that it is known.
        for (var tries = _members.Length; tries > 0; tries--)
        {
            _fields.HasInvalidIndex = false;
            if (TryRead(data, out var differs))
            {
                return true;
            }

            if (!Vary(differs))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// Compares and reads; where it cannot, says where in the template the difference is. Every member whose value or position may be another
    /// one is written, so that nothing of the event before is left.
    /// </summary>
    private bool TryRead(ReadOnlySpan<byte> data, out int differs)
    {
        var template = _bytes.AsSpan(0, _length);
        var at = 0;
        var from = 0;
        foreach (ref readonly var member in _members.AsSpan())
        {
            if (!member.Varies)
            {
                if ((at != from || _isMoved) && EventFields.IsSlice(member.Name))
                {
                    _isMoved = true;
                    _fields.Take(member.Name, template, Slice.Of(template, member.Start, member.End).Moved(at - from));
                }

                continue;
            }

            var between = template[from..member.Start];
            if (!data[at..].StartsWith(between))
            {
                differs = from + data[at..].CommonPrefixLength(between);
                return false;
            }

            at = Value(data, at + between.Length, member.Name);
            if (at < 0)
            {
                differs = -1;
                return false;
            }

            from = member.End;
        }

        var end = template[from..];
        differs = data[at..].SequenceEqual(end) ? template.Length : from + data[at..].CommonPrefixLength(end);
        return differs == template.Length && data.Length - at == end.Length;
    }

    /// <summary>Reads a value that varies: mostly a short text without escapes, or a number of few digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Value(ReadOnlySpan<byte> data, int start, WireMember member)
    {
        if (member == WireMember.Delta && start < data.Length && data[start] == '"')
        {
            var end = JsonScan.PlainEnd(data, start + 1);
            if (end < data.Length && data[end] == '"')
            {
                _fields.Payload = new Slice(start + 1, end - start - 1, JsonTokenType.String);
                return end + 1;
            }
        }

        if (member == WireMember.Delta && start < data.Length && data[start] != '"')
        {
            // A delta that is no text is no delta like the last one.
            return JsonScan.Invalid;
        }

        if (member == WireMember.SequenceNumber && start < data.Length && data[start] is >= (byte)'1' and <= (byte)'9')
        {
            long number = 0;
            var at = start;
            for (; at < data.Length && at - start < 18 && char.IsAsciiDigit((char)data[at]); at++)
            {
                number = (number * 10) + data[at] - '0';
            }

            if (at < data.Length && data[at] is (byte)',' or (byte)'}')
            {
                _fields.SequenceNumber = number;
                return at;
            }
        }

        var after = JsonScan.Value(data, start, depth);
        if (after >= 0)
        {
            _fields.Take(member, data, Slice.Of(data, start, after));
        }

        return after;
    }

    /// <summary>Notes that the member which stands here says something else from one event to the next.</summary>
    /// <returns>False where none stands here, or the event would be another one.</returns>
    private bool Vary(int place)
    {
        // A number differs only in what follows it where another has more digits.
        var at = 0;
        while (at < _members.Length && (_members[at].Varies || place < _members[at].Start || place > _members[at].End))
        {
            at++;
        }

        if (at == _members.Length || _members[at].Name is WireMember.Type or WireMember.Object or WireMember.Output)
        {
            return false;
        }

        _members[at] = _members[at] with { Varies = true };
        if (_members[at].Name is not (WireMember.SequenceNumber or WireMember.None))
        {
            // The events that vary here are about different things.
            _fields.Run = null;
        }

        return true;
    }

    /// <summary>Where the value of a member stands in the template.</summary>
    private readonly record struct Member(WireMember Name, ushort Start, ushort End, bool Varies);
}
