using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>What the stream spells out of one item, member by member.</summary>
internal struct StreamedParts(ResponseAccumulatorOptions options)
{
    private readonly ResponseAccumulatorOptions _options = options;
    private List<StreamedMember>? _members;
    private StreamedPart? _last;
    private int _count;

    /// <summary>The part that was asked for last; null before the first.</summary>
    public readonly StreamedPart? Last => _last;

    /// <summary>Whether there are any.</summary>
    public readonly bool Any => _members is not null;

    /// <summary>Whether a part or text that an event began was not finished by one.</summary>
    public readonly bool AnyOpen
    {
        get
        {
            foreach (var member in _members ?? [])
            {
                foreach (var part in member.Parts)
                {
                    if (part.IsOpen)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    /// <summary>Whether each member that the parts make up can stand in the place of the skeleton's, so that the two need not be merged.</summary>
    public readonly bool CanReplace => _members is null || _members.TrueForAll(static member => member.CanReplace);

    /// <summary>The part for a text or annotation event; opened here where no event announced it.</summary>
    /// <param name="place">Where the text stands.</param>
    /// <param name="index">The part's index on the wire, or -1.</param>
    /// <param name="stillWritten">Whether a part must still be written to be meant, where no part has the index.</param>
    /// <param name="oddity">What was odd about it, if anything.</param>
    public StreamedPart For(TextPlace place, int index, bool stillWritten, out DeviationKind? oddity)
    {
        oddity = null;
        if (_last is { } last && ReferenceEquals(last.Place, place) && last.Type == place.PartType && (last.Index == index || place.Container is null))
        {
            return last;
        }

        var member = MemberOf(place);
        if (member?.Find(index, place.PartType) is { } known)
        {
            return _last = known;
        }

        // vLLM before 0.20 counts content_index up with every delta of one part: a part that nothing announced, while
        // another of its type is still being written, is that other one. So is one without any index.
        if ((index < 0 || place.PartType is not null) && member?.FindOpen(place.PartType, stillWritten) is { } open)
        {
            oddity = index < 0 ? null : DeviationKind.PartIndexMoved;
            return _last = open;
        }

        oddity = place.PartType is null ? null : DeviationKind.PartNotAnnounced;

        return Insert(new StreamedPart(place, index, place.PartType));
    }

    /// <summary>The part that an event opens.</summary>
    public StreamedPart Open(TextPlace place, int index, string? type) =>
        MemberOf(place)?.Find(index, type) ?? Insert(new StreamedPart(TextPlaces.ForPart(place, type), index, type));

    /// <summary>The part that an event finishes: where none has the index, the one that says the same.</summary>
    public StreamedPart Close(TextPlace place, int index, string? type, scoped JsonMembers whole)
    {
        var member = MemberOf(place);
        if (member?.Find(index, type) is { } known)
        {
            return known;
        }

        var open = type is null ? null : member?.FindOpen(type, stillWritten: false);
        return open is not null && !open.IsContradictedBy(whole) ? open : Insert(new StreamedPart(TextPlaces.ForPart(place, type), index, type));
    }

    /// <summary>Opens what a skeleton brings along, so that deltas continue it.</summary>
    public void OpenFrom(scoped JsonMembers item, string? itemType)
    {
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        foreach (var place in TextPlaces.Of(itemType))
        {
            var value = item.Value(place.Root);
            if (JsonRaw.IsEmpty(value))
            {
                continue;
            }

            switch (place.Shape)
            {
                case Shape.Parts when JsonRaw.IsArray(value):
                    OpenParts(new JsonMembers(value, room), place);
                    break;
                case Shape.Strings:
                    OpenTexts(new JsonMembers(JsonRaw.Member(value, place.Utf8Member), room), place);
                    break;
                case Shape.Object:
                    OpenText(JsonRaw.Member(value, place.Utf8Member), place, -1);
                    break;
                case Shape.Item:
                    OpenText(value, place, -1);
                    break;
            }
        }
    }

    /// <summary>Whether a finished item says all that the parts do, and nothing else in their place: then there is nothing to merge.</summary>
    public readonly bool AreIn(scoped JsonMembers item)
    {
        foreach (var member in _members ?? [])
        {
            if (!member.IsIn(item))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The member of this name that the parts make up; null where they do not.</summary>
    public readonly StreamedMember? Named(ReadOnlySpan<byte> name)
    {
        foreach (var member in _members ?? [])
        {
            if (name.SequenceEqual(member.Name))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>Writes the members of the item that the parts make up, a comma between two.</summary>
    public readonly void WriteMembers(ref RawBuffer output, ref bool isBroken)
    {
        var isFirst = true;
        foreach (var member in _members ?? [])
        {
            output.Append(isFirst ? default : ","u8);
            output.AppendName(member.Name);
            member.Write(ref output, ref isBroken);
            isFirst = false;
        }
    }

    /// <summary>Adds those members that a skeleton does not have.</summary>
    public readonly void AddMissing(scoped JsonMembers skeleton, ref JsonEdit edit, ref RawBuffer output, ref bool isBroken)
    {
        foreach (var member in _members ?? [])
        {
            if (skeleton.Find(member.Name) < 0)
            {
                edit.AddMember(member.Name, default, ref output);
                member.Write(ref output, ref isBroken);
            }
        }
    }

    public void Release()
    {
        foreach (var member in _members ?? [])
        {
            foreach (var part in member.Parts)
            {
                part.Release();
            }
        }

        _members = null;
        _last = null;
        _count = 0;
    }

    private void OpenParts(scoped JsonMembers values, TextPlace place)
    {
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        for (var i = 0; i < values.Count; i++)
        {
            var members = new JsonMembers(values.Value(i), room);
            var type = ItemRules.TypeOf(members);
            var part = Insert(new StreamedPart(TextPlaces.ForPart(place, type), i, type) { IsFromSkeleton = true });
            if (JsonRaw.IsObject(values.Value(i)))
            {
                part.Open(members);
            }
            else
            {
                part.Keep(values.Value(i));
            }
        }
    }

    private void OpenTexts(scoped JsonMembers values, TextPlace place)
    {
        for (var i = 0; i < values.Count; i++)
        {
            OpenText(values.Value(i), place, i);
        }
    }

    /// <summary>Opens a text that a skeleton has begun. JSON that is whole cannot go on: vLLM opens calls with a stray <c>{}</c>.</summary>
    private void OpenText(ReadOnlySpan<byte> value, TextPlace place, int index)
    {
        if (!JsonRaw.IsEmpty(value) && JsonRaw.Content(value).Length > 0 && !(place.IsJson && JsonRaw.Held(value) is not null))
        {
            Insert(new StreamedPart(place, index, null) { IsFromSkeleton = true }).Append(JsonRaw.Content(value));
        }
    }

    private readonly StreamedMember? MemberOf(TextPlace place)
    {
        foreach (var member in _members ?? [])
        {
            if (member.Has(place))
            {
                return member;
            }
        }

        return null;
    }

    private StreamedPart Insert(StreamedPart part)
    {
        Limit.Check(_count++, _options.MaxParts, nameof(ResponseAccumulatorOptions.MaxParts), "parts in one item");
        var member = MemberOf(part.Place);
        if (member is null)
        {
            (_members ??= new(1)).Add(member = new StreamedMember(part.Place));
        }

        member.Insert(part);
        return _last = part;
    }
}
