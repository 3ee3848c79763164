using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// The last event that was read member by member. The next one is mostly made like it, with another text and number in it: then what
/// stands between the values need not be read again, but only compared, and a value that is the same need not be checked again.
/// </summary>
internal sealed class EventTemplate
{
    // Longer events are whole texts and items, of which no two are alike.
    private const int Longest = 1024;

    private readonly MemberList _members = new();
    private readonly List<EventField> _meanings = [];
    private EventFields _fields;
    private RawBuffer _bytes;
    private int _depth;

    /// <summary>Takes an event as the one that the next is compared with.</summary>
    public void Set(ReadOnlySpan<byte> data, int depth, in EventFields fields, MemberList members)
    {
        _depth = depth;
        _members.Clear();
        _meanings.Clear();
        if (data.Length > Longest || fields.Body.HasValue || fields.HasDuplicates)
        {
            return;
        }

        _bytes.Replace(data);
        _fields = fields;
        foreach (var member in members.Items)
        {
            _members.Add(member);
            _meanings.Add(EventFieldNames.Find(member.Name(data), out _));
        }
    }

    /// <summary>Reads an event that is made like the last one.</summary>
    /// <returns>False where it is made otherwise, or is no valid JSON: then it must be read in full.</returns>
    public bool TryRead(ReadOnlySpan<byte> data, int depth, out EventFields fields)
    {
        fields = _fields;
        var template = _bytes.Span;
        var members = _members.Items;
        if (members.IsEmpty || depth != _depth)
        {
            return false;
        }

        var at = 0;
        var from = 0;
        for (var i = 0; i < members.Length; i++)
        {
            ref readonly var member = ref members[i];
            var between = template[from..member.Start];
            if (!data[at..].StartsWith(between))
            {
                return false;
            }

            var start = at + between.Length;
            var value = member.Value(template);
            from = member.Start + member.Length;
            var isNumber = value[0] <= '9' && value[0] != '"';
            var isSame = !isNumber && data[start..].StartsWith(value);
            at = isSame ? start + value.Length : JsonCheck.Value(data, start, depth);
            if (at < 0 || (!isSame && _meanings[i] is EventField.Type or EventField.Object))
            {
                return false;
            }

            fields.Take(_meanings[i], data, start, at);
        }

        return data[at..].SequenceEqual(template[from..]);
    }
}
