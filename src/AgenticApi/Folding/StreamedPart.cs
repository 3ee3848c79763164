using System.Text.Json;
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

    /// <summary>Whether, when last written, the text had broken characters.</summary>
    public bool IsBroken { get; private set; }

    public int AnnotationCount => _annotations?.Count ?? 0;

    public ReadOnlySpan<byte> Text => _text.Span;

    public void Append(ReadOnlySpan<byte> text) => _text.Append(text);

    public void AppendSecond(ReadOnlySpan<byte> text) => _second.Append(text);

    public void Replace(ReadOnlySpan<byte> text)
    {
        TextDone = true;
        if (text.Length > 0)
        {
            _text.Replace(text);
        }
    }

    public void Open(ReadOnlySpan<byte> json) => _json.Replace(json);

    public void Finish(ReadOnlySpan<byte> json)
    {
        Finished = true;
        TextDone = true;
        _json.Replace(json);
    }

    public void Annotate(int index, ReadOnlySpan<byte> json)
    {
        _annotations ??= [];
        var place = index < 0 ? -1 : _annotations.FindIndex(known => known.Index >= index);
        var annotation = (index < 0 ? int.MaxValue : index, json.ToArray());
        if (place < 0)
        {
            _annotations.Add(annotation);
        }
        else if (_annotations[place].Index == index)
        {
            _annotations[place] = annotation;
        }
        else
        {
            _annotations.Insert(place, annotation);
        }
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
    public void WriteText(Utf8JsonWriter writer) => WriteString(writer, _text.Span);

    /// <summary>Writes the part: what its own events said of it and what the deltas came to, the later word winning.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (_json.Length == 0)
        {
            WriteStreamed(writer);
            return;
        }

        var streamed = JsonBuilder.Build(WriteStreamed);
        var own = JsonText.Parse(_json.Span);
        var (earlier, later) = Finished ? (streamed, own) : (own, streamed);
        JsonMerge.Write(earlier, later, writer, conflict: null);
    }

    private void WriteStreamed(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Type is not null)
        {
            writer.WriteString("type", Type);
        }

        writer.WritePropertyName(Type == PartTypes.Refusal ? "refusal" : Place.Member);
        WriteText(writer);
        if (Place.SecondMember is not null)
        {
            writer.WritePropertyName(Place.SecondMember);
            WriteString(writer, _second.Span);
        }

        if (Type == PartTypes.OutputText)
        {
            writer.WriteStartArray("annotations");
            foreach (var (_, json) in _annotations ?? [])
            {
                writer.WriteRawValue(json, skipInputValidation: true);
            }

            writer.WriteEndArray();
        }

        if (_logprobs.Length > 0)
        {
            writer.WritePropertyName("logprobs");
            writer.WriteRawValue([.. "["u8, .. _logprobs.Span, .. "]"u8], skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    private void WriteString(Utf8JsonWriter writer, ReadOnlySpan<byte> content)
    {
        var mended = JsonMend.Text(content);
        IsBroken |= mended is not null;
        writer.WriteRawValue([.. "\""u8, .. mended ?? content, .. "\""u8], skipInputValidation: true);
    }
}
