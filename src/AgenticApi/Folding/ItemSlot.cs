using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>
/// One output item while the stream runs. What was said of it stands in three layers, weakest first: the skeleton that opened
/// it, the parts that deltas spelled out, the finished item. The item is their merge.
/// </summary>
internal sealed class ItemSlot(int round, int outputIndex, ResponseAccumulatorOptions options)
{
    private RawBuffer _id;
    private RawBuffer _json;
    private RawBuffer _resolved;
    private List<string>? _callIds;

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

    /// <summary>Whether <c>output_item.done</c> closed it.</summary>
    public bool Finished { get; private set; }

    /// <summary>Whether the status of the finished item is not the server's word.</summary>
    public bool StatusIsInferred { get; set; }

    public StreamedParts Parts { get; } = new(options);

    /// <summary>Every <c>call_id</c> that the stream gave the item.</summary>
    public IReadOnlyList<string> CallIds => _callIds ?? [];

    /// <summary>The id as the stream first gave it, as it stands between its quotes; empty where it gave none.</summary>
    public ReadOnlySpan<byte> Id => _id.Span;

    public string? IdText => _id.Length == 0 ? null : JsonText.Unescape(_id.Span);

    /// <summary>Whether the skeleton gives the call no name.</summary>
    public bool LacksName => JsonRaw.IsEmpty(JsonRaw.Member(_json.Span, "name"u8));

    /// <summary>Whether the item has a status, so that it needs one in the end.</summary>
    public bool HasStatus => _json.Length == 0 || Status is not null || !JsonRaw.IsEmpty(JsonRaw.Member(_json.Span, "status"u8));

    /// <summary>Takes what an event says of the item's id.</summary>
    /// <returns>False where the item already goes by another id: then the first one stands.</returns>
    public bool Identify(ReadOnlySpan<byte> id)
    {
        if (id.Length == 0)
        {
            return true;
        }

        if (_id.Length == 0)
        {
            _id.Append(id);
            return true;
        }

        return _id.Span.SequenceEqual(id);
    }

    public void Expect(string? type) => Type ??= type;

    /// <summary>Whether a finished item is this very one, once this one is finished.</summary>
    public bool IsRepeatedBy(ReadOnlySpan<byte> item, ReadOnlySpan<byte> id)
    {
        if (id.Length > 0 && _id.Length > 0)
        {
            return _id.Span.SequenceEqual(id);
        }

        // Neither has an id to go by: then the call id tells, and where there is none, what the items hold.
        return JsonRaw.Text(JsonRaw.Member(item, "call_id"u8)) is { Length: > 0 } callId && _callIds is not null
            ? _callIds.Contains(callId)
            : JsonRaw.AreEqual(_json.Span, item);
    }

    /// <summary>Takes the skeleton.</summary>
    public void Add(ReadOnlySpan<byte> item)
    {
        Announced = true;
        NoteCallId(JsonRaw.Content(JsonRaw.Member(item, "call_id"u8)));
        Update(item);
        Parts.OpenFrom(item, Type);
    }

    /// <summary>Takes the item as it stands before it is finished.</summary>
    public void Update(ReadOnlySpan<byte> item)
    {
        var joined = default(RawBuffer);
        var differences = Differences.None;
        _json.Replace(_json.Length > 0 && JsonMerge.Objects(_json.Span, item, ref joined, ref differences) ? joined.Span : item);
        joined.Release();
    }

    /// <summary>Takes the finished item, and forgets the pieces that it is made of.</summary>
    /// <param name="item">The item, its status inferred and its strays taken out.</param>
    /// <returns>Where it differs from what the stream spelled out.</returns>
    public Differences Finish(scoped JsonMembers item)
    {
        NoteCallId(JsonRaw.Content(item.Value("call_id"u8)));
        var differences = Differences.None;
        var streamed = default(RawBuffer);
        var joined = default(RawBuffer);
        var whole = default(RawBuffer);
        var result = item.Json;
        var isJoined = false;
        if (!Parts.AreIn(item) || _json.Length == 0 || JsonRaw.IsEmpty(item.Value("status"u8)))
        {
            WriteStreamed(Status, ref streamed);
            var old = new JsonMembers(streamed.Span, stackalloc JsonMember[JsonMembers.Room]);
            isJoined = JsonMerge.Objects(old, item, ref joined, ref differences, ignoreStatus: true);
            result = isJoined ? joined.Span : result;
        }

        if (_json.Length > 0)
        {
            var skeleton = new JsonMembers(_json.Span, stackalloc JsonMember[JsonMembers.Room]);
            var later = isJoined ? new JsonMembers(result, stackalloc JsonMember[JsonMembers.Room]) : item;
            if (JsonMerge.Objects(skeleton, later, ref whole, ref differences, ignoreStatus: true))
            {
                result = whole.Span;
            }
        }

        _json.Replace(result);
        streamed.Release();
        joined.Release();
        whole.Release();
        Parts.Release();
        Finished = true;
        return differences;
    }

    /// <summary>The item as it stands: the slot's own bytes, good until <see cref="EndResolve"/> or the next change.</summary>
    /// <param name="open">The status of the item where it is not finished; empty leaves it as the stream has it.</param>
    public ReadOnlyMemory<byte> Resolve(string open)
    {
        if (Finished)
        {
            return _json.Memory;
        }

        EndResolve();
        var status = open.Length > 0 && HasStatus && Status is not (Statuses.Completed or Statuses.Failed) ? open : Status;
        if (_json.Length > 0 && Parts.CanReplace)
        {
            ReplaceStreamed(status);
            return _resolved.Memory;
        }

        var streamed = default(RawBuffer);
        var differences = Differences.None;
        WriteStreamed(status, ref streamed);
        if (_json.Length > 0 && JsonMerge.Objects(_json.Span, streamed.Span, ref _resolved, ref differences))
        {
            streamed.Release();
        }
        else
        {
            _resolved = streamed;
        }

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
        if (callId.Length > 0 && JsonText.Unescape(callId) is var text && !(_callIds ??= []).Contains(text))
        {
            _callIds.Add(text);
        }
    }

    /// <summary>Writes what the events since the skeleton have said.</summary>
    private void WriteStreamed(string? status, ref RawBuffer output)
    {
        output.Append("{"u8);
        var start = output.Length;
        if (_json.Length == 0)
        {
            WriteHead(ref output);
        }

        if (status is not null)
        {
            output.Append(output.Length > start ? ",\"status\":"u8 : "\"status\":"u8);
            JsonText.WriteString(status, ref output);
        }

        if (Parts.Count > 0)
        {
            output.Append(output.Length > start ? ","u8 : default);
            Parts.WriteMembers(ref output);
        }

        output.Append("}"u8);
    }

    /// <summary>Writes the skeleton with what the events since have said in its place: what a merge comes to, without writing it twice.</summary>
    private void ReplaceStreamed(string? status)
    {
        var skeleton = new JsonMembers(_json.Span, stackalloc JsonMember[JsonMembers.Room]);
        var edit = new JsonEdit(_json.Span);
        var hasStatus = status is null;
        for (var i = 0; i < skeleton.Count; i++)
        {
            if (!hasStatus && skeleton.Name(i).SequenceEqual("status"u8))
            {
                hasStatus = true;
                edit.Replace(skeleton[i], default, ref _resolved);
                JsonText.WriteString(status!, ref _resolved);
            }
            else if (Parts.Makes(skeleton.Name(i)))
            {
                edit.Replace(skeleton[i], default, ref _resolved);
                Parts.Write(skeleton.Name(i), ref _resolved);
            }
        }

        if (!hasStatus)
        {
            edit.AddMember("status"u8, default, ref _resolved);
            JsonText.WriteString(status!, ref _resolved);
        }

        Parts.AddMissing(skeleton, ref edit, ref _resolved);
        if (!edit.End(ref _resolved))
        {
            _resolved.Append(_json.Span);
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
