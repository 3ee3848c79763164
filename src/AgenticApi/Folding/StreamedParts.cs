using System.Text.Json;

namespace AgenticApi.Folding;

/// <summary>The parts of one item that the stream spells out, in the order of their indices.</summary>
internal sealed class StreamedParts(ResponseAccumulatorOptions options)
{
    private readonly List<StreamedPart> _list = [];

    public int Count => _list.Count;

    /// <summary>Whether a text had broken characters when it was last written.</summary>
    public bool AreBroken => _list.Exists(part => part.IsBroken);

    /// <summary>The part for a text or annotation event; opened here where no event announced it.</summary>
    /// <param name="place">Where the text stands.</param>
    /// <param name="index">The part's index on the wire, or -1.</param>
    /// <param name="whole">Whether the event brings the whole text, so that a part whose deltas are all there may be meant.</param>
    /// <param name="oddity">What was odd about it, if anything.</param>
    public StreamedPart For(TextPlace place, int index, bool whole, out DeviationKind? oddity)
    {
        oddity = null;
        if (Find(place, index, place.PartType) is { } known)
        {
            return known;
        }

        if (place.PartType is not null)
        {
            // vLLM before 0.20 counts content_index up with every delta of one part: a part that nothing announced, while
            // another of its type is still being written, is that other one.
            if (index >= 0 && Unfinished(place, place.PartType, whole) is { } open)
            {
                oddity = DeviationKind.PartIndexMoved;
                return open;
            }

            oddity = DeviationKind.PartNotAnnounced;
        }

        return Insert(new StreamedPart(place, index, place.PartType));
    }

    /// <summary>The part that an event opens.</summary>
    public StreamedPart Open(TextPlace place, int index, string? type) =>
        Find(place, index, type) ?? Insert(new StreamedPart(place, index, type));

    /// <summary>The part that an event closes.</summary>
    public StreamedPart Close(TextPlace place, int index, string? type) =>
        Find(place, index, type) ?? (type is null ? null : Unfinished(place, type, whole: true)) ?? Insert(new StreamedPart(place, index, type));

    /// <summary>Writes the members of the item that the parts make up.</summary>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        foreach (var container in _list.GroupBy(part => part.Place.Container))
        {
            WriteContainer(writer, container.First().Place, container);
        }
    }

    public void Release()
    {
        foreach (var part in _list)
        {
            part.Release();
        }

        _list.Clear();
    }

    private static void WriteContainer(Utf8JsonWriter writer, TextPlace place, IEnumerable<StreamedPart> parts)
    {
        switch (place.Shape)
        {
            case Shape.Parts:
                writer.WriteStartArray(place.Container!);
                foreach (var part in parts)
                {
                    part.Write(writer);
                }

                writer.WriteEndArray();
                break;
            case Shape.Strings:
                writer.WriteStartObject(place.Container!);
                writer.WriteStartArray(place.Member);
                foreach (var part in parts)
                {
                    part.WriteText(writer);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            case Shape.Object:
                writer.WriteStartObject(place.Container!);
                WriteTexts(writer, parts);
                writer.WriteEndObject();
                break;
            default:
                WriteTexts(writer, parts);
                break;
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, IEnumerable<StreamedPart> parts)
    {
        foreach (var part in parts)
        {
            writer.WritePropertyName(part.Place.Member);
            part.WriteText(writer);
        }
    }

    private StreamedPart? Find(TextPlace place, int index, string? type)
    {
        for (var i = _list.Count - 1; i >= 0; i--)
        {
            var part = _list[i];
            if (part.Place.Container == place.Container
                && (place.Shape is Shape.Parts or Shape.Strings ? part.Index == index : part.Place.Member == place.Member)
                && (type is null || part.Type is null || part.Type == type))
            {
                return part;
            }
        }

        return null;
    }

    private StreamedPart? Unfinished(TextPlace place, string type, bool whole) =>
        _list.FindLast(part => part.Place.Container == place.Container && part.Type == type && (whole ? !part.Finished : !part.TextDone));

    private StreamedPart Insert(StreamedPart part)
    {
        Limit.Check(_list.Count, options.MaxParts, nameof(ResponseAccumulatorOptions.MaxParts), "parts in one item");
        var place = _list.FindIndex(other => other.Place.Container == part.Place.Container && other.Index > part.Index);
        _list.Insert(place < 0 ? _list.Count : place, part);
        return part;
    }
}
