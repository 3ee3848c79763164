using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Folding;

/// <summary>
/// The streamed content of one part of an item. A text that belongs to the item itself, such as the arguments of a call, is a part without
/// a container.
/// </summary>
internal sealed class StreamedPart(TextPlace place, int index, string? type)
{
    private RawBuffer _text;
    private RawBuffer _second;
    private RawBuffer _logprobs;
    private RawBuffer _json;
    private AnnotationList? _annotations;

    public TextPlace Place { get; } = place;

    /// <summary>The index of the part on the wire; -1 if there is none.</summary>
    public int Index { get; } = index;

    public string? Type { get; } = type;

    /// <summary>Whether the text is complete.</summary>
    public bool TextDone { get; private set; }

    /// <summary>Whether the part is finished.</summary>
    public bool Finished { get; private set; }

    /// <summary>Whether the part comes from the skeleton of the item. No event needs to finish it then.</summary>
    public bool IsFromSkeleton { get; init; }

    /// <summary>Whether an event started the part, so that another one must finish it.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>Whether the event that must finish the part or its text is missing.</summary>
    public bool IsOpen => !IsFromSkeleton && (!TextDone || (IsAnnounced && !Finished));

    public int AnnotationCount => _annotations?.Count ?? 0;

    public ReadOnlySpan<byte> Text => _text.Span;

    /// <summary>The part from the event that finished it, if it contains everything that was streamed; otherwise empty.</summary>
    public ReadOnlySpan<byte> Whole => Finished && _annotations is null && _logprobs.Length == 0 && _text.Length == 0 && _second.Length == 0 ? _json.Span : default;

    private bool HasNoDeltas => _text.Length == 0 && _second.Length == 0 && _logprobs.Length == 0 && _annotations is null && !TextDone;

    public void Append(ReadOnlySpan<byte> text) => _text.Append(text);

    public void AppendSecond(ReadOnlySpan<byte> text) => _second.Append(text);

    public void Replace(ReadOnlySpan<byte> text)
    {
        TextDone = true;
        if (text.Length > 0 && !_text.Span.SequenceEqual(text))
        {
            _text.Replace(text);
        }
    }

    /// <summary>Sets the part from the event that starts it. A text in it is the start of the text.</summary>
    public void Open(scoped JsonMembers part)
    {
        if (_text.Length == 0)
        {
            _text.Append(JsonRaw.Content(part.Value(Place.Utf8Member)));
        }

        if (Place.HasSecondText && _second.Length == 0)
        {
            _second.Append(JsonRaw.Content(part.Value(Place.Utf8SecondMember)));
        }

        if (IsWorthKeeping(part))
        {
            _json.Replace(part.Json);
        }
    }

    /// <summary>Sets a value from the skeleton that is not an object and therefore cannot be continued.</summary>
    public void Keep(ReadOnlySpan<byte> value) => _json.Replace(value);

    public void Finish(scoped JsonMembers part)
    {
        Finished = true;
        TextDone = true;
        _json.Replace(part.Json);

        // The finished part contains the text. Keeping both would double the memory of a long message.
        if (JsonRaw.Content(part.Value(Place.Utf8Member)).SequenceEqual(_text.Span))
        {
            _text.Release();
        }
    }

    /// <summary>
    /// Whether the text of a complete part differs from the deltas. Different escapes of the same text are not a difference.
    /// </summary>
    public bool IsContradictedBy(scoped JsonMembers part) => Differs(JsonRaw.Content(part.Value(Place.Utf8Member)));

    /// <summary>Whether a complete text differs from the deltas.</summary>
    public bool Differs(ReadOnlySpan<byte> whole) =>
        _text.Length > 0 && whole.Length > 0 && !_text.Span.SequenceEqual(whole) && JsonText.Unescape(_text.Span) != JsonText.Unescape(whole);

    /// <summary>Whether a part of a finished item contains everything that was streamed of this part.</summary>
    public bool IsContainedIn(ReadOnlySpan<byte> part)
    {
        if (AnnotationCount == 0 && _logprobs.Length == 0 && _text.Length == 0 && _json.Span.SequenceEqual(part))
        {
            return true;
        }

        if (_second.Length > 0 || !JsonRaw.IsObject(part))
        {
            return false;
        }

        var members = new JsonMembers(part, stackalloc JsonMember[JsonMembers.Room]);
        return (_text.Length == 0 || JsonRaw.Content(members.Value(Place.Utf8Member)).SequenceEqual(_text.Span))
            && (AnnotationCount == 0 || !JsonRaw.IsEmpty(members.Value("annotations"u8)))
            && (_logprobs.Length == 0 || !JsonRaw.IsEmpty(members.Value("logprobs"u8)))
            && (Type is null || ItemTypeNames.Are(Type, JsonRaw.Content(members.Value("type"u8))))
            && (_json.Length == 0 || IsOwnJsonContainedIn(members));
    }

    /// <summary>Adds an annotation.</summary>
    /// <returns>False if another annotation has the same index.</returns>
    public bool Annotate(int index, ReadOnlySpan<byte> json) => (_annotations ??= new AnnotationList()).Add(index, json);

    /// <summary>Adds the log probabilities of a delta, or replaces all by those of the complete text.</summary>
    /// <param name="array">The JSON array.</param>
    /// <param name="whole">Whether they belong to the complete text.</param>
    public void AddLogprobs(ReadOnlySpan<byte> array, bool whole)
    {
        var values = array[1..^1].Trim(" \t\r\n"u8);
        if (values.Length == 0)
        {
            return;
        }

        if (whole)
        {
            _logprobs.Release();
        }

        _logprobs.Append(_logprobs.Length > 0 ? ","u8 : default);
        _logprobs.Append(JsonMend.Text(values) ?? values);
    }

    public void Release()
    {
        _text.Release();
        _second.Release();
        _logprobs.Release();
        _json.Release();
    }

    /// <summary>Writes the text as a JSON string.</summary>
    public void WriteText(ref RawBuffer output, ref bool isBroken) => WriteString(_text.Span, ref output, ref isBroken);

    /// <summary>Writes the part: the merge of its own events and its deltas.</summary>
    /// <param name="output">Receives the JSON.</param>
    /// <param name="isBroken">Set to true if a text has invalid characters.</param>
    public void Write(ref RawBuffer output, ref bool isBroken)
    {
        if (_json.Length == 0)
        {
            WriteStreamed(ref output, ref isBroken);
            return;
        }

        if (HasNoDeltas)
        {
            output.Append(_json.Span);
            return;
        }

        var streamed = default(RawBuffer);
        WriteStreamed(ref streamed, ref isBroken);
        var differences = Differences.None;
        var earlier = new JsonMembers(Finished ? streamed.Span : _json.Span, stackalloc JsonMember[JsonMembers.Room]);
        var later = new JsonMembers(Finished ? _json.Span : streamed.Span, stackalloc JsonMember[JsonMembers.Room]);
        if (!JsonMerge.Objects(earlier, later, ref output, ref differences))
        {
            output.Append(later.Json);
        }

        streamed.Release();
    }

    /// <summary>Whether a starting part has more than its deltas will. Most only name a known type and need no memory.</summary>
    private bool IsWorthKeeping(scoped JsonMembers part)
    {
        for (var i = 0; i < part.Count; i++)
        {
            var name = part.Name(i);
            if (!JsonRaw.IsEmpty(part.Value(i)) && !(name.SequenceEqual("type"u8) && Place.PartType is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether another version of the part contains the content of its own events.</summary>
    private bool IsOwnJsonContainedIn(scoped JsonMembers other)
    {
        var own = new JsonMembers(_json.Span, stackalloc JsonMember[JsonMembers.Room]);
        for (var i = 0; i < own.Count; i++)
        {
            var value = own.Value(i);
            var isText = own.Name(i).SequenceEqual(Place.Utf8Member);
            if (!JsonRaw.IsEmpty(value) && (isText && Finished ? !other.Value(own.Name(i)).SequenceEqual(value) : JsonRaw.IsEmpty(other.Value(own.Name(i)))))
            {
                return false;
            }
        }

        return true;
    }

    private void WriteStreamed(ref RawBuffer output, ref bool isBroken)
    {
        output.Append("{"u8);
        if (Type is not null)
        {
            output.Append("\"type\":"u8);
            JsonText.WriteString(Type, ref output);
            output.Append(","u8);
        }

        output.AppendName(Place.Utf8Member);
        WriteText(ref output, ref isBroken);
        if (Place.HasSecondText)
        {
            output.Append(","u8);
            output.AppendName(Place.Utf8SecondMember);
            WriteString(_second.Span, ref output, ref isBroken);
        }

        if (Type == PartTypes.OutputText)
        {
            output.Append(",\"annotations\":["u8);
            _annotations?.Write(ref output);
            output.Append("]"u8);
        }

        if (_logprobs.Length > 0)
        {
            output.Append(",\"logprobs\":["u8);
            output.Append(_logprobs.Span);
            output.Append("]"u8);
        }

        output.Append("}"u8);
    }

    private static void WriteString(ReadOnlySpan<byte> content, ref RawBuffer output, ref bool isBroken)
    {
        var mended = JsonMend.Text(content);
        isBroken |= mended is not null;
        output.Append("\""u8);
        output.Append(mended ?? content);
        output.Append("\""u8);
    }
}
