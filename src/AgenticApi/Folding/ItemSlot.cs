using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>
/// One output item during the stream. It has three layers, the weakest first: the skeleton from the event that started it, the parts from
/// the deltas, and the finished item. Their merge is the item.
/// </summary>
internal sealed class ItemSlot(int number, int round, int outputIndex, ResponseAccumulatorOptions options)
{
    /// <summary>The texts and parts that events send piece by piece.</summary>
    public StreamedParts Parts = new(options);

    private RawBuffer _id;
    private JsonVersions _json;
    private RawBuffer _resolved;
    private List<string>? _callIds;

    /// <summary>The number of the item, from 0, in the order in which items started.</summary>
    public int Number { get; } = number;

    /// <summary>The model round of the item, from 0.</summary>
    public int Round { get; } = round;

    /// <summary>The index of the item in its round; -1 if no event has given it.</summary>
    public int OutputIndex { get; set; } = outputIndex;

    /// <summary>The type of the item; null until an event shows it.</summary>
    public string? Type { get; private set; }

    /// <summary>The status from events after the start of the item; null if there is none.</summary>
    public string? Status { get; set; }

    /// <summary>Whether <c>output_item.added</c> started the item.</summary>
    public bool Announced { get; private set; }

    /// <summary>Whether <c>output_item.done</c> finished the item.</summary>
    public bool Finished { get; private set; }

    /// <summary>Whether a step has returned the item as finished.</summary>
    public bool IsReturned { get; set; }

    /// <summary>Whether the arguments of the finished call were checked.</summary>
    public bool ArgumentsAreChecked { get; set; }

    /// <summary>Whether the status of the finished item was inferred and did not come from the server.</summary>
    public bool StatusIsInferred { get; set; }

    /// <summary>All values of <c>call_id</c> that the stream had for the item; the latest is the last one.</summary>
    public IReadOnlyList<string> CallIds => _callIds ?? [];

    /// <summary>The first id of the item in the stream, without its quotes; empty if there is none.</summary>
    public ReadOnlySpan<byte> Id => _id.Span;

    /// <summary>Whether the skeleton has no name for the call.</summary>
    public bool LacksName { get; private set; } = true;

    // Whether the final item must have a status. Messages always must; other items if an event had the member.
    private bool HasStatus { get; set; } = true;

    /// <summary>The finished item.</summary>
    public ReadOnlySpan<byte> FinishedJson => _json.Merge().Span;

    /// <summary>Sets the id of the item if it has none.</summary>
    /// <returns>False if the item has another id, which it keeps.</returns>
    public bool Identify(ReadOnlySpan<byte> id)
    {
        if (id.Length > 0 && _id.Length == 0)
        {
            _id.Append(id);
        }

        return id.Length == 0 || _id.Span.SequenceEqual(id);
    }

    public void SetType(string? type) => Type ??= type;

    /// <summary>Whether a finished item is a repetition of this finished item.</summary>
    public bool IsRepeatedBy(scoped JsonMembers item, ReadOnlySpan<byte> id)
    {
        if (id.Length > 0 && _id.Length > 0)
        {
            return _id.Span.SequenceEqual(id);
        }

        // There are no ids to compare: compare the call ids, or the content if there are none.
        return JsonRaw.Text(item.Value("call_id"u8)) is { Length: > 0 } callId && _callIds is not null
            ? _callIds.Contains(callId)
            : JsonRaw.AreEqual(_json.Merge().Span, item.Json);
    }

    /// <summary>Adds the skeleton.</summary>
    /// <param name="item">The item in the event that started it.</param>
    /// <param name="isAnnounced">Whether an event started it. Otherwise it comes from a response.</param>
    public void Add(scoped JsonMembers item, bool isAnnounced)
    {
        Announced |= isAnnounced;
        Update(item);
        if (!Parts.Any)
        {
            Parts.OpenFrom(item, Type);
        }
    }

    /// <summary>Adds a version of the unfinished item.</summary>
    public void Update(scoped JsonMembers item)
    {
        NoteCallId(JsonRaw.Content(item.Value("call_id"u8)));
        LacksName &= JsonRaw.IsEmpty(item.Value("name"u8));
        HasStatus = (!_json.IsEmpty && HasStatus) || Type == ItemTypes.Message || item.Find("status"u8) >= 0;
        _json.Add(item);
    }

    /// <summary>Sets the finished item and releases its pieces.</summary>
    /// <param name="item">The item, with inferred status and without members of the event.</param>
    /// <returns>The differences between the finished item and its deltas.</returns>
    public Differences Finish(scoped JsonMembers item)
    {
        NoteCallId(JsonRaw.Content(item.Value("call_id"u8)));
        var differences = Differences.None;
        var streamed = default(RawBuffer);
        var merged = default(RawBuffer);
        var whole = default(RawBuffer);
        var result = item.Json;
        var isMerged = false;
        var hadSkeleton = !_json.IsEmpty;
        if (!Parts.AreContainedIn(item) || !hadSkeleton || JsonRaw.IsEmpty(item.Value("status"u8)))
        {
            var isBroken = false;
            WriteStreamed(Status, ref streamed, ref isBroken);
            var old = new JsonMembers(streamed.Span, stackalloc JsonMember[JsonMembers.Room]);
            isMerged = JsonMerge.Objects(old, item, ref merged, ref differences, ignoreStatus: true);
            result = isMerged ? merged.Span : result;
        }

        if (hadSkeleton)
        {
            var skeleton = new JsonMembers(_json.Merge().Span, stackalloc JsonMember[JsonMembers.Room]);
            var later = isMerged ? new JsonMembers(result, stackalloc JsonMember[JsonMembers.Room]) : item;
            if (JsonMerge.Objects(skeleton, later, ref whole, ref differences, ignoreStatus: true))
            {
                result = whole.Span;
            }
        }

        _json.Replace(result);
        streamed.Release();
        merged.Release();
        whole.Release();
        Parts.Release();
        Finished = true;
        return differences;
    }

    /// <summary>Returns the current JSON of the item, valid until <see cref="EndResolve"/> or the next change.</summary>
    /// <param name="open">The status to use if the item is not finished; empty to keep that of the stream.</param>
    /// <param name="isBroken">Set to true if a text has invalid characters.</param>
    public ReadOnlyMemory<byte> Resolve(string open, ref bool isBroken)
    {
        if (Finished)
        {
            return _json.Merge();
        }

        EndResolve();
        var status = open.Length > 0 && (HasStatus || Status is not null) && Status is not (Statuses.Completed or Statuses.Failed) ? open : Status;
        var room = default(RawBuffer);
        var skeleton = _json.Whole(ref room);
        if (skeleton.Length > 0 && Parts.CanReplace)
        {
            ReplaceStreamed(skeleton, status, ref isBroken);
        }
        else
        {
            MergeStreamed(skeleton, status, ref isBroken);
        }

        room.Release();
        return _resolved.Memory;
    }

    /// <summary>Releases the memory of <see cref="Resolve"/>.</summary>
    public void EndResolve() => _resolved.Release();

    /// <summary>Releases all memory. The slot cannot be used afterwards.</summary>
    public void Release()
    {
        _id.Release();
        _json.Release();
        _resolved.Release();
        Parts.Release();
    }

    private void NoteCallId(ReadOnlySpan<byte> callId)
    {
        if (callId.Length > 0 && JsonText.Unescape(callId) is var text && _callIds?[^1] != text)
        {
            _callIds ??= new(1);
            _callIds.Remove(text);
            _callIds.Add(text);
        }
    }

    /// <summary>Writes what the events after the skeleton have added.</summary>
    private void WriteStreamed(string? status, ref RawBuffer output, ref bool isBroken)
    {
        output.Append("{"u8);
        var start = output.Length;
        if (_json.IsEmpty)
        {
            WriteHead(ref output);
        }

        if (status is not null)
        {
            output.Append(output.Length > start ? ",\"status\":"u8 : "\"status\":"u8);
            JsonText.WriteString(status, ref output);
        }

        if (Parts.Any)
        {
            output.Append(output.Length > start ? ","u8 : default);
            Parts.WriteMembers(ref output, ref isBroken);
        }

        output.Append("}"u8);
    }

    private void MergeStreamed(ReadOnlySpan<byte> skeleton, string? status, ref bool isBroken)
    {
        var streamed = default(RawBuffer);
        var differences = Differences.None;
        WriteStreamed(status, ref streamed, ref isBroken);
        var old = new JsonMembers(skeleton, stackalloc JsonMember[JsonMembers.Room]);
        var now = new JsonMembers(streamed.Span, stackalloc JsonMember[JsonMembers.Room]);
        if (JsonMerge.Objects(old, now, ref _resolved, ref differences))
        {
            streamed.Release();
        }
        else
        {
            _resolved = streamed;
        }
    }

    /// <summary>
    /// Writes the skeleton with the streamed members in place of its own. Gives the same result as a merge, but writes only once.
    /// </summary>
    private void ReplaceStreamed(ReadOnlySpan<byte> json, string? status, ref bool isBroken)
    {
        var skeleton = new JsonMembers(json, stackalloc JsonMember[JsonMembers.Room]);
        var edit = new JsonEdit(json);
        var hasStatus = status is null;
        for (var i = 0; i < skeleton.Count; i++)
        {
            if (!hasStatus && skeleton.Name(i).SequenceEqual("status"u8))
            {
                hasStatus = true;
                edit.Replace(skeleton[i], default, ref _resolved);
                JsonText.WriteString(status!, ref _resolved);
            }
            else if (Parts.FindMember(skeleton.Name(i)) is { } member)
            {
                edit.Replace(skeleton[i], default, ref _resolved);
                member.Write(ref _resolved, ref isBroken);
            }
        }

        if (!hasStatus)
        {
            edit.AddMember("status"u8, default, ref _resolved);
            JsonText.WriteString(status!, ref _resolved);
        }

        Parts.AddMissing(skeleton, ref edit, ref _resolved, ref isBroken);
        if (!edit.End(ref _resolved))
        {
            _resolved.Append(json);
        }
    }

    /// <summary>Writes the members that a skeleton would have.</summary>
    private void WriteHead(ref RawBuffer output)
    {
        if (_id.Length > 0)
        {
            output.Append("\"id\":\""u8);
            output.Append(_id.Span);
            output.Append("\","u8);
        }

        output.Append("\"type\":"u8);
        JsonText.WriteString(Type ?? "", ref output);
        if (Type == ItemTypes.Message)
        {
            output.Append(",\"role\":\"assistant\""u8);
        }
    }
}
