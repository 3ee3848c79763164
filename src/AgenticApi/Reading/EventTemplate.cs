using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>
/// The last delta that was read member by member. The next delta usually differs only in its text and sequence number. Then only these are
/// read, and the bytes between them are compared.
/// </summary>
/// <param name="depth">The maximum nesting depth of a value.</param>
internal sealed class EventTemplate(int depth)
{
    // Longer deltas are rare, and every open stream keeps this much memory.
    private const int Longest = 512;

    private byte[] _bytes = [];
    private int _length;
    private EventFields _fields;

    // Whether a member that does not vary has changed its position. From then on, its position is stored for each event.
    private bool _isMoved;

    private Member[] _members = [];

    /// <summary>The fields of the event that was read last.</summary>
    public ref readonly EventFields Fields => ref _fields;

    /// <summary>Whether an event can be a template: it is a delta of normal form, and the next event probably looks like it.</summary>
    public static bool CanBeTemplate(ReadOnlySpan<byte> data, in EventFields fields) =>
        data.Length <= Longest && fields.Type.IsString && fields.Row.Payload == WireMember.Delta && fields.Payload.IsString && !fields.IsAlias
        && !fields.HasDuplicates && !fields.HasInvalidIndex;

    /// <summary>Makes an event the template for the following ones.</summary>
    /// <param name="data">The event.</param>
    /// <param name="members">Its members.</param>
    /// <param name="fields">Its fields. They start a run.</param>
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

    /// <summary>Reads an event that has the form of the template.</summary>
    /// <returns>False if it has another form or is not valid JSON. It must be read completely then.</returns>
    public bool TryRead(ReadOnlySpan<byte> data)
    {
        // Each newly found varying member costs one more try, but only once.
        for (var tries = _members.Length; tries > 0; tries--)
        {
            _fields.HasInvalidIndex = false;
            if (TryRead(data, out var differs))
            {
                return true;
            }

            if (!MarkVarying(differs))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// Compares an event with the template and reads its varying members. If they differ elsewhere, returns false and the position in the
    /// template. Stores every member whose value or position can vary, so that nothing remains of the previous event.
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
                    _fields.Set(member.Name, template, Slice.Of(template, member.Start, member.End).Moved(at - from));
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

    /// <summary>Reads a value that varies: usually a short text without escapes, or a number with few digits.</summary>
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
            // The delta is not a text, so the event has another form.
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

        var after = JsonScan.SkipValue(data, start, depth);
        if (after >= 0)
        {
            _fields.Set(member, data, Slice.Of(data, start, after));
        }

        return after;
    }

    /// <summary>Marks the member at a position of the template as varying.</summary>
    /// <returns>False if there is no member, or if it determines the kind of event.</returns>
    private bool MarkVarying(int place)
    {
        // Numbers of different lengths first differ at the byte after the shorter one.
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
            // These events are not about the same part, so they are not a run.
            _fields.Run = null;
        }

        return true;
    }

    /// <summary>A member of the template and the position of its value.</summary>
    private readonly record struct Member(WireMember Name, ushort Start, ushort End, bool Varies);
}
