using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>
/// One output item while the stream runs. What was said of it stands in three layers, weakest first: the skeleton that opened
/// it, the parts that deltas spelled out, the finished item. The item is their merge.
/// </summary>
internal sealed class ItemSlot(int number, int round, int outputIndex, ResponseAccumulatorOptions options)
{
    /// <summary>What the events spell out of the item.</summary>
    public StreamedParts Parts = new(options);

    private RawBuffer _id;
    private JsonVersions _json;
    private RawBuffer _resolved;
    private List<string>? _callIds;

    /// <summary>The item's place among the items of the stream in the order in which they opened, from 0.</summary>
    public int Number { get; } = number;

    /// <summary>The model round that the item belongs to, from 0.</summary>
    public int Round { get; } = round;

    /// <summary>The item's index in that round, or -1 where no event gives one.</summary>
    public int OutputIndex { get; set; } = outputIndex;

    /// <summary>The item's type, once an event told; null before.</summary>
    public string? Type { get; private set; }

    /// <summary>The status that an event gave the item since it was opened; otherwise null.</summary>
    public string? Status { get; set; }

    /// <summary>Whether <c>output_item.added</c> opened it.</summary>
    public bool Announced { get; private set; }

    /// <summary>Whether <c>output_item.done</c> finished it.</summary>
    public bool Finished { get; private set; }

    /// <summary>Whether it was given out as finished.</summary>
    public bool IsGiven { get; set; }

    /// <summary>Whether the arguments of the finished call were looked at already.</summary>
    public bool ArgumentsAreChecked { get; set; }

    /// <summary>Whether the status of the finished item is not the server's word.</summary>
    public bool StatusIsInferred { get; set; }

    /// <summary>Every <c>call_id</c> that the stream gave the item, the last one last.</summary>
    public IReadOnlyList<string> CallIds => _callIds ?? [];

    /// <summary>The id as the stream first gave it, as it stands between its quotes; empty where it gave none.</summary>
    public ReadOnlySpan<byte> Id => _id.Span;

    /// <summary>Whether the skeleton gives the call no name.</summary>
    public bool LacksName { get; private set; } = true;

    // Whether the item must have a status in the end: a message always, another one where an event gave it that member.
    private bool HasStatus { get; set; } = true;

    /// <summary>The item once it is finished.</summary>
    public ReadOnlySpan<byte> FinishedJson => _json.Merge().Span;

    /// <summary>Takes what an event says of the item's id.</summary>
    /// <returns>False where the item already goes by another id: then the first one stands.</returns>
    public bool Identify(ReadOnlySpan<byte> id)
    {
        if (id.Length > 0 && _id.Length == 0)
        {
            _id.Append(id);
        }

        return id.Length == 0 || _id.Span.SequenceEqual(id);
    }

    public void Expect(string? type) => Type ??= type;

    /// <summary>Whether a finished item is this very one, once this one is finished.</summary>
    public bool IsRepeatedBy(scoped JsonMembers item, ReadOnlySpan<byte> id)
    {
        if (id.Length > 0 && _id.Length > 0)
        {
            return _id.Span.SequenceEqual(id);
        }

        // Neither has an id to go by: then the call id tells, and where there is none, what the items hold.
        return JsonRaw.Text(item.Value("call_id"u8)) is { Length: > 0 } callId && _callIds is not null
            ? _callIds.Contains(callId)
            : JsonRaw.AreEqual(_json.Merge().Span, item.Json);
    }

    /// <summary>Takes the skeleton.</summary>
    /// <param name="item">The item as it opens.</param>
    /// <param name="isAnnounced">Whether an event opened it; otherwise the response brought it along.</param>
    public void Add(scoped JsonMembers item, bool isAnnounced)
    {
        Announced |= isAnnounced;
        Update(item);
        if (!Parts.Any)
        {
            Parts.OpenFrom(item, Type);
        }
    }

    /// <summary>Takes the item as it stands before it is finished.</summary>
    public void Update(scoped JsonMembers item)
    {
        NoteCallId(JsonRaw.Content(item.Value("call_id"u8)));
        LacksName &= JsonRaw.IsEmpty(item.Value("name"u8));
        HasStatus = (!_json.IsEmpty && HasStatus) || Type == ItemTypes.Message || item.Find("status"u8) >= 0;
        _json.Take(item);
    }

    /// <summary>Takes the finished item, and forgets the pieces that it is made of.</summary>
    /// <param name="item">The item, its status inferred and its strays taken out.</param>
    /// <returns>Where it differs from what the stream spelled out.</returns>
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
        if (!Parts.AreIn(item) || !hadSkeleton || JsonRaw.IsEmpty(item.Value("status"u8)))
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

    /// <summary>The item as it stands: the slot's own bytes, good until <see cref="EndResolve"/> or the next change.</summary>
    /// <param name="open">The status of the item where it is not finished; empty leaves it as the stream has it.</param>
    /// <param name="isBroken">Set where a text holds broken characters.</param>
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

    /// <summary>Gives back the memory of what was resolved.</summary>
    public void EndResolve() => _resolved.Release();

    /// <summary>Gives all memory back. Nothing may be asked of the slot after it.</summary>
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

    /// <summary>Writes what the events since the skeleton have said.</summary>
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

    /// <summary>Writes the skeleton with what the events since have said in its place: what a merge comes to, without writing it twice.</summary>
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
            else if (Parts.Named(skeleton.Name(i)) is { } member)
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

    /// <summary>What a skeleton would have said, had there been one.</summary>
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
