using System.Text;
using AgenticApi.Json;

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
    private List<(int Index, byte[] Json)>? _annotations;

    public TextPlace Place { get; } = place;

    /// <summary>The part's index on the wire, or -1.</summary>
    public int Index { get; } = index;

    public string? Type { get; } = type;

    /// <summary>Whether the text is there whole.</summary>
    public bool TextDone { get; private set; }

    /// <summary>Whether the part itself is there whole.</summary>
    public bool Finished { get; private set; }

    /// <summary>Whether it came with the item's skeleton: then no event needs to end it.</summary>
    public bool IsFromSkeleton { get; set; }

    /// <summary>Whether an event opened the part, so that another must close it.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>Whether an event that must end it, or its text, has not come.</summary>
    public bool IsOpen => !IsFromSkeleton && (!TextDone || (IsAnnounced && !Finished));

    /// <summary>Whether, when last written, the text had broken characters.</summary>
    public bool IsBroken { get; private set; }

    public int AnnotationCount => _annotations?.Count ?? 0;

    public ReadOnlySpan<byte> Text => _text.Span;

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

    public void Open(scoped JsonMembers members)
    {
        // A skeleton that says nothing but its type, as they mostly do, is not worth its memory.
        for (var i = 0; i < members.Count; i++)
        {
            if (!JsonRaw.IsEmpty(members.Value(i)) && !members.Name(i).SequenceEqual("type"u8))
            {
                _json.Replace(members.Json);
                return;
            }
        }
    }

    public void Finish(scoped JsonMembers members)
    {
        Finished = true;
        TextDone = true;
        _json.Replace(members.Json);

        // The part now holds the text: keeping it twice would double what a long message takes.
        if (JsonRaw.Content(members.Value(TextMember)).SequenceEqual(_text.Span))
        {
            _text.Release();
        }
    }

    /// <summary>Whether a whole part says something else than its deltas did. Another spelling of an escape is the same text.</summary>
    public bool IsContradictedBy(scoped JsonMembers part) => Differs(JsonRaw.Content(part.Value(TextMember)));

    /// <summary>Whether a whole text says something else than the deltas did.</summary>
    public bool Differs(ReadOnlySpan<byte> whole) =>
        _text.Length > 0 && whole.Length > 0 && !_text.Span.SequenceEqual(whole) && JsonText.Unescape(_text.Span) != JsonText.Unescape(whole);

    /// <summary>The part as an event gave it whole, where that says all that was streamed of it; otherwise empty.</summary>
    public ReadOnlySpan<byte> Whole => Finished && AnnotationCount == 0 && _logprobs.Length == 0 && _text.Length == 0 && _second.Length == 0 ? _json.Span : default;

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
        return (_text.Length == 0 || JsonRaw.Content(members.Value(TextMember)).SequenceEqual(_text.Span))
            && (AnnotationCount == 0 || !JsonRaw.IsEmpty(members.Value("annotations"u8)))
            && (_logprobs.Length == 0 || !JsonRaw.IsEmpty(members.Value("logprobs"u8)))
            && (Type is null || JsonRaw.Content(members.Value("type"u8)).SequenceEqual(Encoding.UTF8.GetBytes(Type)))
            && (_json.Length == 0 || IsOwnIn(members));
    }

    /// <summary>Whether what the part's own events said of it is in another version of it.</summary>
    private bool IsOwnIn(scoped JsonMembers other)
    {
        var own = new JsonMembers(_json.Span, stackalloc JsonMember[JsonMembers.Room]);
        for (var i = 0; i < own.Count; i++)
        {
            var value = own.Value(i);
            var isText = own.Name(i).SequenceEqual(TextMember);
            if (!JsonRaw.IsEmpty(value) && (isText && Finished ? !other.Value(own.Name(i)).SequenceEqual(value) : JsonRaw.IsEmpty(other.Value(own.Name(i)))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds an annotation at its index. Of two at one index both are kept, unless they are the same.</summary>
    /// <returns>False where the index was taken by another one.</returns>
    public bool Annotate(int index, ReadOnlySpan<byte> json)
    {
        _annotations ??= [];
        var annotation = (index < 0 ? int.MaxValue : index, json.ToArray());
        var place = index < 0 ? -1 : _annotations.FindIndex(known => known.Index > index);
        var same = index < 0 ? -1 : _annotations.FindIndex(known => known.Index == index);
        if (same >= 0 && _annotations[same].Json.AsSpan().SequenceEqual(json))
        {
            return true;
        }

        _annotations.Insert(place < 0 ? _annotations.Count : place, annotation);
        return same < 0;
    }

    /// <summary>Adds the log probabilities of a delta, or takes those of the whole text.</summary>
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

        if (_logprobs.Length > 0)
        {
            _logprobs.Append(","u8);
        }

        _logprobs.Append(values);
    }

    public void Release()
    {
        _text.Release();
        _second.Release();
        _logprobs.Release();
        _json.Release();
    }

    /// <summary>Writes the text as a JSON string.</summary>
    public void WriteText(ref RawBuffer output) => WriteString(_text.Span, ref output);

    /// <summary>Writes the part: what its own events said of it and what the deltas came to, the later word winning.</summary>
    public void Write(ref RawBuffer output)
    {
        if (_json.Length == 0)
        {
            WriteStreamed(ref output);
            return;
        }

        var streamed = default(RawBuffer);
        WriteStreamed(ref streamed);
        var differences = Differences.None;
        var later = Finished ? _json.Span : streamed.Span;
        if (!JsonMerge.Objects(Finished ? streamed.Span : _json.Span, later, ref output, ref differences))
        {
            output.Append(later);
        }

        streamed.Release();
    }

    private ReadOnlySpan<byte> TextMember => Type == PartTypes.Refusal ? "refusal"u8 : Place.Utf8Member;

    private void WriteStreamed(ref RawBuffer output)
    {
        output.Append("{"u8);
        if (Type is not null)
        {
            output.Append("\"type\":"u8);
            JsonText.WriteString(Type, ref output);
            output.Append(","u8);
        }

        output.AppendName(TextMember);
        WriteText(ref output);
        if (Place.SecondMember is not null)
        {
            output.Append(","u8);
            output.AppendName(Place.Utf8SecondMember);
            WriteString(_second.Span, ref output);
        }

        if (Type == PartTypes.OutputText)
        {
            output.Append(",\"annotations\":["u8);
            for (var i = 0; i < AnnotationCount; i++)
            {
                output.Append(i > 0 ? ","u8 : default);
                output.Append(_annotations![i].Json);
            }

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

    private void WriteString(ReadOnlySpan<byte> content, ref RawBuffer output)
    {
        var mended = JsonMend.Text(content);
        IsBroken |= mended is not null;
        output.Append("\""u8);
        output.Append(mended ?? content);
        output.Append("\""u8);
    }
}
