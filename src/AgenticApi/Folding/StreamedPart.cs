using AgenticApi.Json;
using AgenticApi.Protocol;

namespace AgenticApi.Folding;

/// <summary>
/// What the stream has spelled out of one part of an item so far. A text that belongs to the item itself, as a call's arguments
/// do, is a part without a container.
/// </summary>
internal sealed class StreamedPart(TextPlace place, int index, string? type)
{
    private RawBuffer _text;
    private RawBuffer _second;
    private RawBuffer _logprobs;
    private RawBuffer _json;
    private AnnotationList? _annotations;

    public TextPlace Place { get; } = place;

    /// <summary>The part's index on the wire, or -1.</summary>
    public int Index { get; } = index;

    public string? Type { get; } = type;

    /// <summary>Whether the text is there whole.</summary>
    public bool TextDone { get; private set; }

    /// <summary>Whether the part itself is there whole.</summary>
    public bool Finished { get; private set; }

    /// <summary>Whether it came with the item's skeleton: then no event needs to finish it.</summary>
    public bool IsFromSkeleton { get; init; }

    /// <summary>Whether an event opened the part, so that another must finish it.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>Whether an event that must finish it, or its text, has not come.</summary>
    public bool IsOpen => !IsFromSkeleton && (!TextDone || (IsAnnounced && !Finished));

    public int AnnotationCount => _annotations?.Count ?? 0;

    public ReadOnlySpan<byte> Text => _text.Span;

    /// <summary>The part as an event gave it whole, where that says all that was streamed of it; otherwise empty.</summary>
    public ReadOnlySpan<byte> Whole => Finished && _annotations is null && _logprobs.Length == 0 && _text.Length == 0 && _second.Length == 0 ? _json.Span : default;

    private bool SaysNothing => _text.Length == 0 && _second.Length == 0 && _logprobs.Length == 0 && _annotations is null && !TextDone;

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

    /// <summary>Takes the part as it opens. The text that it brings along is the beginning of its text.</summary>
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

    /// <summary>Takes a value of the item's skeleton that is no object, and so no part that could be continued.</summary>
    public void Keep(ReadOnlySpan<byte> value) => _json.Replace(value);

    public void Finish(scoped JsonMembers part)
    {
        Finished = true;
        TextDone = true;
        _json.Replace(part.Json);

        // The part now holds the text: keeping it twice would double what a long message takes.
        if (JsonRaw.Content(part.Value(Place.Utf8Member)).SequenceEqual(_text.Span))
        {
            _text.Release();
        }
    }

    /// <summary>Whether a whole part says something else than its deltas did. Another spelling of an escape is the same text.</summary>
    public bool IsContradictedBy(scoped JsonMembers part) => Differs(JsonRaw.Content(part.Value(Place.Utf8Member)));

    /// <summary>Whether a whole text says something else than the deltas did.</summary>
    public bool Differs(ReadOnlySpan<byte> whole) =>
        _text.Length > 0 && whole.Length > 0 && !_text.Span.SequenceEqual(whole) && JsonText.Unescape(_text.Span) != JsonText.Unescape(whole);

    /// <summary>Whether a finished item's part says all that was streamed of this one, and nothing else in its place.</summary>
    public bool IsIn(ReadOnlySpan<byte> part)
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
            && (_json.Length == 0 || IsOwnIn(members));
    }

    /// <summary>Adds an annotation.</summary>
    /// <returns>False where its index was taken by another one.</returns>
    public bool Annotate(int index, ReadOnlySpan<byte> json) => (_annotations ??= new AnnotationList()).Add(index, json);

    /// <summary>Adds the log probabilities of a delta, or takes those of the whole text.</summary>
    /// <param name="array">The array as it stands on the wire.</param>
    /// <param name="whole">Whether they are those of the whole text.</param>
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

    /// <summary>Writes the part: what its own events said of it and what the deltas came to, the later word winning.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isBroken">Set where a text holds broken characters.</param>
    public void Write(ref RawBuffer output, ref bool isBroken)
    {
        if (_json.Length == 0)
        {
            WriteStreamed(ref output, ref isBroken);
            return;
        }

        if (SaysNothing)
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

    /// <summary>Whether the opening part says more than its deltas will: one that only names a known type, as most do, is not worth its memory.</summary>
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

    /// <summary>Whether what the part's own events said of it is in another version of it.</summary>
    private bool IsOwnIn(scoped JsonMembers other)
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
