using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>The parts of one item that the stream spells out, in the order of their indices.</summary>
internal sealed class StreamedParts(ResponseAccumulatorOptions options)
{
    private readonly List<StreamedPart> _list = new(1);
    private StreamedPart? _last;

    public int Count => _list.Count;

    /// <summary>The part that was found last.</summary>
    public StreamedPart? Last => _last;

    /// <summary>Whether a text had broken characters when it was last written.</summary>
    public bool AreBroken => _list.Exists(static part => part.IsBroken);

    /// <summary>Whether a part or text that an event began was not ended by one.</summary>
    public bool AnyOpen
    {
        get
        {
            foreach (var part in _list)
            {
                if (part.IsOpen)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The part for a text or annotation event; opened here where no event announced it.</summary>
    /// <param name="place">Where the text stands.</param>
    /// <param name="index">The part's index on the wire, or -1.</param>
    /// <param name="stillWritten">Whether a part must still be written to be meant, where no part has the index.</param>
    /// <param name="oddity">What was odd about it, if anything.</param>
    public StreamedPart For(TextPlace place, int index, bool stillWritten, out DeviationKind? oddity)
    {
        oddity = null;
        if (Find(place, index, place.PartType) is { } known)
        {
            return known;
        }

        if (place.PartType is not null)
        {
            // vLLM before 0.20 counts content_index up with every delta of one part: a part that nothing announced, while
            // another of its type is still being written, is that other one. So is one without any index.
            if (Unfinished(place, place.PartType, stillWritten) is { } open)
            {
                oddity = index < 0 ? null : DeviationKind.PartIndexMoved;
                return open;
            }

            oddity = DeviationKind.PartNotAnnounced;
        }

        return Insert(new StreamedPart(place, index, place.PartType));
    }

    /// <summary>The part that an event opens.</summary>
    public StreamedPart Open(TextPlace place, int index, string? type) =>
        Find(place, index, type) ?? Insert(new StreamedPart(place, index, type));

    /// <summary>The part that an event closes: where none has the index, the one that says the same.</summary>
    public StreamedPart Close(TextPlace place, int index, string? type, scoped JsonMembers whole)
    {
        if (Find(place, index, type) is { } known)
        {
            return known;
        }

        var open = type is null ? null : Unfinished(place, type, stillWritten: false);
        return open is not null && !open.IsContradictedBy(whole) ? open : Insert(new StreamedPart(place, index, type));
    }

    /// <summary>Opens the parts that a skeleton brings along, so that deltas find them at their places.</summary>
    public void OpenFrom(ReadOnlySpan<byte> item, string? itemType)
    {
        foreach (var place in FoldTable.PartPlaces(itemType))
        {
            OpenFrom(JsonRaw.Member(item, place.Utf8Container), place);
        }
    }

    private void OpenFrom(ReadOnlySpan<byte> container, TextPlace place)
    {
        if (!JsonRaw.IsArray(container) || JsonRaw.IsEmpty(container))
        {
            return;
        }

        var values = new JsonMembers(container, stackalloc JsonMember[JsonMembers.Room]);
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        for (var i = 0; i < values.Count; i++)
        {
            var part = values.Value(i);
            if (ItemRules.TypeOf(part) == place.PartType)
            {
                var opened = Open(place, i, place.PartType);
                opened.IsFromSkeleton = true;
                opened.Open(new JsonMembers(part, room));
                opened.Append(JsonRaw.Content(JsonRaw.Member(part, place.Utf8Member)));
            }
        }
    }

    /// <summary>
    /// Whether each member that the parts make up can stand in the place of the skeleton's, so that the two need not be joined.
    /// </summary>
    public bool CanReplace => _list.TrueForAll(static part => part.Place.Shape == Shape.Parts || (part.Place.Shape == Shape.Item && part.Text.Length > 0));

    /// <summary>Writes the members of the item that the parts make up, a comma between two.</summary>
    public void WriteMembers(ref RawBuffer output)
    {
        for (var i = 0; i < _list.Count;)
        {
            output.Append(i > 0 ? ","u8 : default);
            output.AppendName(NameAt(i));
            i = WriteValue(i, ref output);
        }
    }

    /// <summary>Whether a finished item says all that the parts do, and nothing else in their place: then there is nothing to join.</summary>
    public bool AreIn(scoped JsonMembers item)
    {
        for (var i = 0; i < _list.Count;)
        {
            var place = _list[i].Place;
            var value = item.Value(NameAt(i));
            if (place.Shape == Shape.Parts ? !AreIn(i, value) : place.Shape != Shape.Item || !JsonRaw.Content(value).SequenceEqual(_list[i].Text))
            {
                return false;
            }

            i = EndOf(i);
        }

        return true;
    }

    private bool AreIn(int start, ReadOnlySpan<byte> container)
    {
        if (!JsonRaw.IsArray(container))
        {
            return false;
        }

        var end = EndOf(start);
        if (AreThere(start, end, container))
        {
            return true;
        }

        var values = new JsonMembers(container, stackalloc JsonMember[JsonMembers.Room]);
        for (var i = start; i < end; i++)
        {
            if (i - start >= values.Count || !_list[i].IsIn(values.Value(i - start)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an array begins with the very bytes of the parts: the usual case, in which nothing need be looked for.</summary>
    private bool AreThere(int start, int end, ReadOnlySpan<byte> array)
    {
        var at = 1;
        for (var i = start; i < end; i++)
        {
            at = i > start ? JsonSkip.White(array, at + 1) : JsonSkip.White(array, at);
            var part = _list[i].Whole;
            if (part.Length == 0 || !array[at..].StartsWith(part))
            {
                return false;
            }

            at = JsonSkip.White(array, at + part.Length);
        }

        return true;
    }

    /// <summary>Whether a member is one of those that the parts make up.</summary>
    public bool Makes(ReadOnlySpan<byte> name) => At(name) >= 0;

    /// <summary>Writes the value of one of those members.</summary>
    public void Write(ReadOnlySpan<byte> name, ref RawBuffer output) => WriteValue(At(name), ref output);

    /// <summary>Adds those members that a skeleton does not have.</summary>
    public void AddMissing(scoped JsonMembers skeleton, ref JsonEdit edit, ref RawBuffer output)
    {
        for (var i = 0; i < _list.Count;)
        {
            if (skeleton.Find(NameAt(i)) < 0)
            {
                edit.AddMember(NameAt(i), default, ref output);
                i = WriteValue(i, ref output);
            }
            else
            {
                i = EndOf(i);
            }
        }
    }

    public void Release()
    {
        foreach (var part in _list)
        {
            part.Release();
        }

        _list.Clear();
        _last = null;
    }

    private int At(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _list.Count; i++)
        {
            if (NameAt(i).SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The name of the member that the part here belongs to.</summary>
    private ReadOnlySpan<byte> NameAt(int at) => _list[at].Place.Container is null ? _list[at].Place.Utf8Member : _list[at].Place.Utf8Container;

    /// <summary>The place after the parts that belong to the same member as the one here.</summary>
    private int EndOf(int at)
    {
        var container = _list[at].Place.Container;
        var end = at + 1;
        while (end < _list.Count && container is not null && _list[end].Place.Container == container)
        {
            end++;
        }

        return end;
    }

    /// <summary>Writes the value of the member that the part here begins; returns the place after its parts.</summary>
    private int WriteValue(int start, ref RawBuffer output)
    {
        var place = _list[start].Place;
        var end = EndOf(start);
        switch (place.Shape)
        {
            case Shape.Parts:
                output.Append("["u8);
                break;
            case Shape.Strings:
                output.Append("{"u8);
                output.AppendName(place.Utf8Member);
                output.Append("["u8);
                break;
            case Shape.Object:
                output.Append("{"u8);
                output.AppendName(place.Utf8Member);
                break;
        }

        for (var i = start; i < end; i++)
        {
            output.Append(i > start ? ","u8 : default);
            if (place.Shape == Shape.Parts)
            {
                _list[i].Write(ref output);
            }
            else
            {
                _list[i].WriteText(ref output);
            }
        }

        output.Append(place.Shape switch { Shape.Parts => "]"u8, Shape.Strings => "]}"u8, Shape.Object => "}"u8, _ => default });
        return end;
    }

    private StreamedPart? Find(TextPlace place, int index, string? type)
    {
        if (_last is not null && IsAt(_last, place, index, type))
        {
            return _last;
        }

        for (var i = _list.Count - 1; i >= 0; i--)
        {
            if (IsAt(_list[i], place, index, type))
            {
                return _last = _list[i];
            }
        }

        return null;
    }

    private static bool IsAt(StreamedPart part, TextPlace place, int index, string? type) =>
        ReferenceEquals(part.Place, place) && part.Type is not null
            ? part.Index == index && (type is null || part.Type == type)
            : part.Place.Container == place.Container
                && (place.Shape is Shape.Parts or Shape.Strings ? part.Index == index : part.Place.Member == place.Member)
                && (type is null || part.Type is null || part.Type == type);

    // Loops in place of lambdas here and below: a closure would be made at every delta, needed or not.
    private StreamedPart? Unfinished(TextPlace place, string type, bool stillWritten)
    {
        for (var i = _list.Count - 1; i >= 0; i--)
        {
            var part = _list[i];
            if (part.Place.Container == place.Container && part.Type == type && !(stillWritten ? part.TextDone : part.Finished))
            {
                return part;
            }
        }

        return null;
    }

    /// <summary>Parts of one container stand together, by index; those without an index first.</summary>
    private StreamedPart Insert(StreamedPart part)
    {
        Limit.Check(_list.Count, options.MaxParts, nameof(ResponseAccumulatorOptions.MaxParts), "parts in one item");
        var place = _list.Count;
        for (var i = _list.Count - 1; i >= 0 && part.Place.Container is not null; i--)
        {
            if (_list[i].Place.Container == part.Place.Container)
            {
                if (_list[i].Index <= part.Index)
                {
                    place = i + 1;
                    break;
                }

                place = i;
            }
        }

        _list.Insert(place, part);
        return _last = part;
    }
}
