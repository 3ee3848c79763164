using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The content of one item that events send piece by piece, by member.</summary>
internal struct StreamedParts(ResponseAccumulatorOptions options)
{
    private readonly ResponseAccumulatorOptions _options = options;
    private List<StreamedMember>? _members;
    private StreamedPart? _last;
    private int _count;

    /// <summary>The part that was used last; null before the first.</summary>
    public readonly StreamedPart? Last => _last;

    /// <summary>Whether there are any parts.</summary>
    public readonly bool Any => _members is not null;

    /// <summary>Whether the event that must finish a part or text is missing.</summary>
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

    /// <summary>Whether each streamed member can replace that of the skeleton, so that they need not be merged.</summary>
    public readonly bool CanReplace => _members is null || _members.TrueForAll(static member => member.CanReplace);

    /// <summary>Returns the part of a text or annotation event. Starts it if no event has.</summary>
    /// <param name="place">The place of the text.</param>
    /// <param name="index">The index of the part on the wire; -1 if there is none.</param>
    /// <param name="openTextOnly">Whether only a part with an open text can replace a part with this index, if there is none.</param>
    /// <param name="deviation">The deviation of the event; null if there is none.</param>
    public StreamedPart For(TextPlace place, int index, bool openTextOnly, out DeviationKind? deviation)
    {
        deviation = null;
        if (_last is { } last && ReferenceEquals(last.Place, place) && last.Type == place.PartType && (last.Index == index || place.Container is null))
        {
            return last;
        }

        var member = MemberOf(place);
        if (member?.Find(index, place.PartType) is { } known)
        {
            return _last = known;
        }

        // vLLM before 0.20 increases content_index with every delta of one part. So an index that no event announced means the part of its
        // type that is still being written. The same is true for an event without an index.
        if ((index < 0 || place.PartType is not null) && member?.FindOpen(place.PartType, openTextOnly) is { } open)
        {
            deviation = index < 0 ? null : DeviationKind.PartIndexMoved;
            return _last = open;
        }

        deviation = place.PartType is null ? null : DeviationKind.PartNotAnnounced;

        return Insert(new StreamedPart(place, index, place.PartType));
    }

    /// <summary>Returns the part that an event starts.</summary>
    public StreamedPart Open(TextPlace place, int index, string? type) =>
        MemberOf(place)?.Find(index, type) ?? Insert(new StreamedPart(TextPlaces.ForPart(place, type), index, type));

    /// <summary>Returns the part that an event finishes. If none has the index, it is the open part with the same text.</summary>
    public StreamedPart Close(TextPlace place, int index, string? type, scoped JsonMembers whole)
    {
        var member = MemberOf(place);
        if (member?.Find(index, type) is { } known)
        {
            return known;
        }

        var open = type is null ? null : member?.FindOpen(type, openTextOnly: false);
        return open is not null && !open.IsContradictedBy(whole) ? open : Insert(new StreamedPart(TextPlaces.ForPart(place, type), index, type));
    }

    /// <summary>Starts the parts and texts in a skeleton, so that deltas continue them.</summary>
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

    /// <summary>Whether a finished item contains everything that was streamed, so that there is nothing to merge.</summary>
    public readonly bool AreContainedIn(scoped JsonMembers item)
    {
        foreach (var member in _members ?? [])
        {
            if (!member.IsContainedIn(item))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the streamed member with a name; null if there is none.</summary>
    public readonly StreamedMember? FindMember(ReadOnlySpan<byte> name)
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

    /// <summary>Writes the streamed members, separated by commas.</summary>
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

    /// <summary>Adds the streamed members that a skeleton lacks.</summary>
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

    /// <summary>
    /// Starts a text with that of a skeleton. Complete JSON cannot be continued: vLLM starts calls with a wrong <c>{}</c>.
    /// </summary>
    private void OpenText(ReadOnlySpan<byte> value, TextPlace place, int index)
    {
        if (!JsonRaw.IsEmpty(value) && JsonRaw.Content(value).Length > 0 && !(place.IsJson && JsonRaw.ParseContent(value) is not null))
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
