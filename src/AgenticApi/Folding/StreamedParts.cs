using System.Text.Json;

namespace AgenticApi.Folding;

/// <summary>The parts of one item that the stream spells out, in the order of their indices.</summary>
internal sealed class StreamedParts
{
    private readonly List<StreamedPart> _list = [];

    public int Count => _list.Count;

    /// <summary>The part for a text or annotation event; opened here where no event announced it.</summary>
    /// <param name="row">The event's row.</param>
    /// <param name="index">Its index on the wire, or -1.</param>
    /// <param name="whole">Whether the event brings the whole text, so that a part whose deltas are all there may be meant.</param>
    /// <param name="oddity">What was odd about it, if anything.</param>
    public StreamedPart For(FoldRow row, int index, bool whole, out DeviationKind? oddity)
    {
        oddity = null;
        if (Find(row, index, row.PartType) is { } known)
        {
            return known;
        }

        // vLLM before 0.20 counts content_index up with every delta of one part: a part that nothing announced, while another
        // of its type is still being written, is that other one.
        if (index >= 0 && Unfinished(row, whole) is { } open)
        {
            oddity = DeviationKind.PartIndexMoved;
            return open;
        }

        if (row.Container is not null)
        {
            oddity = DeviationKind.PartNotAnnounced;
        }

        return Insert(new StreamedPart(row, index, row.PartType));
    }

    /// <summary>The part that an event opens.</summary>
    public StreamedPart Open(FoldRow row, int index, string? type) =>
        Find(row, index, type) ?? Insert(new StreamedPart(row, index, type) { Announced = true });

    /// <summary>The part that an event closes.</summary>
    public StreamedPart Close(FoldRow row, int index, string? type) =>
        Find(row, index, type)
        ?? _list.FindLast(part => part.Container == row.Container && part.Type == type && !part.Finished)
        ?? Insert(new StreamedPart(row, index, type));

    /// <summary>Writes the members of the item that the parts make up.</summary>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        foreach (var part in _list.Where(part => part.Container is null))
        {
            part.WriteText(writer);
        }

        foreach (var container in _list.Where(part => part.Container is not null).GroupBy(part => part.Container!))
        {
            writer.WriteStartArray(container.Key);
            foreach (var part in container)
            {
                part.Write(writer);
            }

            writer.WriteEndArray();
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

    private StreamedPart? Find(FoldRow row, int index, string? type)
    {
        for (var i = _list.Count - 1; i >= 0; i--)
        {
            var part = _list[i];
            if (part.Container == row.Container
                && (row.Container is null ? part.Member == row.Text : part.Index == index)
                && (type is null || part.Type is null || part.Type == type))
            {
                return part;
            }
        }

        return null;
    }

    private StreamedPart? Unfinished(FoldRow row, bool whole) =>
        _list.FindLast(part => part.Container == row.Container && part.Type == row.PartType && (whole ? !part.Finished : !part.TextDone));

    private StreamedPart Insert(StreamedPart part)
    {
        var place = _list.FindIndex(other => other.Container == part.Container && other.Index > part.Index);
        _list.Insert(place < 0 ? _list.Count : place, part);
        return part;
    }
}
