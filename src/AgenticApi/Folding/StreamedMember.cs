using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Folding;

/// <summary>
/// A member of an item that events send piece by piece: a text, or a container with its parts in the order of their indices.
/// </summary>
/// <param name="place">The place of its text or of its parts.</param>
internal sealed class StreamedMember(TextPlace place)
{
    // With more parts, a binary search is faster.
    private const int Many = 8;

    private readonly List<StreamedPart> _parts = new(1);

    // All parts from _textsEnd on have a complete text; all parts from _partsEnd on are finished.
    private int _textsEnd;
    private int _partsEnd;

    /// <summary>The name of the member.</summary>
    public ReadOnlySpan<byte> Name => place.Root;

    public IReadOnlyList<StreamedPart> Parts => _parts;

    /// <summary>Whether the member can replace that of the skeleton, so that they need not be merged.</summary>
    public bool CanReplace => place.Shape == Shape.Parts || (place.Shape == Shape.Item && _parts[0].Text.Length > 0);

    /// <summary>Whether a place belongs to this member.</summary>
    public bool Has(TextPlace other) => ReferenceEquals(place, other) || place.Root.SequenceEqual(other.Root);

    /// <summary>Returns the part with an index; null if there is none.</summary>
    /// <param name="index">The index on the wire; -1 if there is none. Ignored for a text of the item itself.</param>
    /// <param name="type">The type that the part must have; null for any.</param>
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

    /// <summary>Returns the last part of a type that is not finished; null if there is none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="openTextOnly">Whether the text of the part must be open too.</param>
    public StreamedPart? FindOpen(string? type, bool openTextOnly)
    {
        ref var end = ref openTextOnly ? ref _textsEnd : ref _partsEnd;
        while (end > 0 && IsClosed(_parts[end - 1], openTextOnly))
        {
            end--;
        }

        for (var i = end - 1; i >= 0; i--)
        {
            if (_parts[i].Type == type && !IsClosed(_parts[i], openTextOnly))
            {
                return _parts[i];
            }
        }

        return null;
    }

    /// <summary>Inserts a part in the order of the indices. Parts without an index come first.</summary>
    public void Insert(StreamedPart part)
    {
        _parts.Insert(After(part.Index), part);
        _textsEnd = _partsEnd = _parts.Count;
    }

    /// <summary>Whether the member of a finished item contains everything that was streamed, so that there is nothing to merge.</summary>
    public bool IsContainedIn(scoped JsonMembers item)
    {
        var value = item.Value(Name);
        if (place.Shape == Shape.Item)
        {
            return JsonRaw.Content(value).SequenceEqual(_parts[0].Text);
        }

        return place.Shape == Shape.Parts && JsonRaw.IsArray(value) && (StartsWithParts(value) || AreContainedIn(value));
    }

    /// <summary>Writes the value of the member.</summary>
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

    private static bool IsClosed(StreamedPart part, bool openTextOnly) => openTextOnly ? part.TextDone : part.Finished;

    /// <summary>Whether an array starts with the exact bytes of the parts. This is the usual case, and fast to check.</summary>
    private bool StartsWithParts(ReadOnlySpan<byte> array)
    {
        var at = 0;
        foreach (var part in _parts)
        {
            var whole = part.Whole;
            at = JsonScan.SkipWhiteSpace(array, at + 1);
            if (whole.Length == 0 || !array[at..].StartsWith(whole))
            {
                return false;
            }

            at = JsonScan.SkipWhiteSpace(array, at + whole.Length);
        }

        return true;
    }

    private bool AreContainedIn(ReadOnlySpan<byte> array)
    {
        var values = new JsonMembers(array, stackalloc JsonMember[JsonMembers.Room]);
        for (var i = 0; i < _parts.Count; i++)
        {
            if (i >= values.Count || !_parts[i].IsContainedIn(values.Value(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the position after the parts whose index is not greater than the given one.</summary>
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
