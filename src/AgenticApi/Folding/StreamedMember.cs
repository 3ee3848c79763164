using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Folding;

/// <summary>One member of an item that the stream spells out: a text, or a container with its parts in the order of their indices.</summary>
/// <param name="place">Where its text or its parts stand.</param>
internal sealed class StreamedMember(TextPlace place)
{
    // From here on the part that is meant is searched by halving.
    private const int Many = 8;

    private readonly List<StreamedPart> _parts = new(1);

    // From here on all parts have their text whole, and from the other place on all are finished.
    private int _textsEnd;
    private int _partsEnd;

    /// <summary>The member's name.</summary>
    public ReadOnlySpan<byte> Name => place.Root;

    public IReadOnlyList<StreamedPart> Parts => _parts;

    /// <summary>Whether the member can stand in the place of the skeleton's, so that the two need not be merged.</summary>
    public bool CanReplace => place.Shape == Shape.Parts || (place.Shape == Shape.Item && _parts[0].Text.Length > 0);

    /// <summary>Whether a place is in this member.</summary>
    public bool Has(TextPlace other) => ReferenceEquals(place, other) || place.Root.SequenceEqual(other.Root);

    /// <summary>The part with an index; null where there is none.</summary>
    /// <param name="index">The index on the wire, or -1; a text of the item itself has none.</param>
    /// <param name="type">The type that it must have; null for any.</param>
    public StreamedPart? Find(int index, string? type)
    {
        if (place.Shape is Shape.Item or Shape.Object)
        {
            return _parts[0];
        }

        for (var i = After(index) - 1; i >= 0 && _parts[i].Index == index; i--)
        {
            if (type is null || _parts[i].Type is null || _parts[i].Type == type)
            {
                return _parts[i];
            }
        }

        return null;
    }

    /// <summary>The last part of a type that is not finished; null where there is none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="stillWritten">Whether its text must be open too.</param>
    public StreamedPart? FindOpen(string? type, bool stillWritten)
    {
        ref var end = ref stillWritten ? ref _textsEnd : ref _partsEnd;
        while (end > 0 && IsClosed(_parts[end - 1], stillWritten))
        {
            end--;
        }

        for (var i = end - 1; i >= 0; i--)
        {
            if (_parts[i].Type == type && !IsClosed(_parts[i], stillWritten))
            {
                return _parts[i];
            }
        }

        return null;
    }

    /// <summary>Puts a part at its place: by index, those without an index first.</summary>
    public void Insert(StreamedPart part)
    {
        _parts.Insert(After(part.Index), part);
        _textsEnd = _partsEnd = _parts.Count;
    }

    /// <summary>Whether a finished item's member says all that its parts do, and nothing else in their place: then there is nothing to merge.</summary>
    public bool IsIn(scoped JsonMembers item)
    {
        var value = item.Value(Name);
        if (place.Shape == Shape.Item)
        {
            return JsonRaw.Content(value).SequenceEqual(_parts[0].Text);
        }

        return place.Shape == Shape.Parts && JsonRaw.IsArray(value) && (StandIn(value) || AreIn(value));
    }

    /// <summary>Writes the member's value.</summary>
    public void Write(ref RawBuffer output, ref bool isBroken)
    {
        if (place.Shape is Shape.Strings or Shape.Object)
        {
            output.Append("{"u8);
            output.AppendName(place.Utf8Member);
        }

        output.Append(place.Shape is Shape.Parts or Shape.Strings ? "["u8 : default);
        for (var i = 0; i < _parts.Count; i++)
        {
            output.Append(i > 0 ? ","u8 : default);
            if (place.Shape == Shape.Parts)
            {
                _parts[i].Write(ref output, ref isBroken);
            }
            else
            {
                _parts[i].WriteText(ref output, ref isBroken);
            }
        }

        output.Append(place.Shape switch { Shape.Parts => "]"u8, Shape.Strings => "]}"u8, Shape.Object => "}"u8, _ => default });
    }

    private static bool IsClosed(StreamedPart part, bool stillWritten) => stillWritten ? part.TextDone : part.Finished;

    /// <summary>Whether an array begins with the very bytes of the parts: the usual case, in which nothing need be looked for.</summary>
    private bool StandIn(ReadOnlySpan<byte> array)
    {
        var at = 0;
        foreach (var part in _parts)
        {
            var whole = part.Whole;
            at = JsonScan.White(array, at + 1);
            if (whole.Length == 0 || !array[at..].StartsWith(whole))
            {
                return false;
            }

            at = JsonScan.White(array, at + whole.Length);
        }

        return true;
    }

    private bool AreIn(ReadOnlySpan<byte> array)
    {
        var values = new JsonMembers(array, stackalloc JsonMember[JsonMembers.Room]);
        for (var i = 0; i < _parts.Count; i++)
        {
            if (i >= values.Count || !_parts[i].IsIn(values.Value(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The place after the parts whose index is not above this one.</summary>
    private int After(int index)
    {
        var end = _parts.Count;
        var start = 0;
        while (end - start > Many)
        {
            var middle = (start + end) / 2;
            (start, end) = _parts[middle].Index <= index ? (middle + 1, end) : (start, middle);
        }

        while (end > start && _parts[end - 1].Index > index)
        {
            end--;
        }

        return end;
    }
}
