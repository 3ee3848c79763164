using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>An item as the stream had it, with the slot that it comes from.</summary>
internal sealed record StreamedItem(ItemSlot Slot, JsonElement Json);

/// <summary>
/// Which items the response has in the end. The terminal event's output decides which there are, their order, ids and fields;
/// where it gives none, the streamed items stand.
/// </summary>
internal sealed class TerminalOutput
{
    private readonly StreamedItem?[] _origins;

    public TerminalOutput(JsonElement terminal, List<StreamedItem> streamed, bool hasEnded, Ending ending, DeviationLog log)
    {
        var output = terminal.ValueKind == JsonValueKind.Object && terminal.TryGetProperty("output"u8, out var given) ? given : default;
        if (output.ValueKind != JsonValueKind.Array || output.GetArrayLength() == 0)
        {
            if (hasEnded && streamed.Count > 0)
            {
                log.Add(DeviationKind.TerminalOutputMissing, default);
            }

            _origins = [.. streamed];
            Items = [.. streamed.Select(item => item.Json)];
            return;
        }

        _origins = ItemMatch.Partners([.. output.EnumerateArray()], streamed);
        var items = new List<JsonElement>(_origins.Length);
        foreach (var item in output.EnumerateArray())
        {
            items.Add(Join(_origins[items.Count], item, items.Count, streamed.Count > 0, ending, log));
        }

        Items = items;
        foreach (var left in streamed.Except(_origins.OfType<StreamedItem>()))
        {
            var severity = ItemRules.IsVisible(left.Json) ? DeviationSeverity.Error : DeviationSeverity.Warning;
            log.Add(DeviationKind.TerminalOmitsItem, new EventPosition(null, null, left.Slot.OutputIndex), left.Slot.IdText, severity);
        }
    }

    /// <summary>The items of the response.</summary>
    public IReadOnlyList<JsonElement> Items { get; }

    /// <summary>What a streamed item became; null where the terminal output leaves it out.</summary>
    public JsonElement? FinalJson(ItemSlot slot)
    {
        var place = Array.FindIndex(_origins, origin => origin?.Slot == slot);
        return place < 0 ? null : Items[place];
    }

    private static JsonElement Join(StreamedItem? earlier, JsonElement item, int place, bool wasStreamed, Ending ending, DeviationLog log)
    {
        var at = new EventPosition(null, null, place);
        if (item.ValueKind != JsonValueKind.Object)
        {
            return item;
        }

        if (earlier is null && wasStreamed)
        {
            log.Add(DeviationKind.TerminalAddsItem, at, ItemRules.Text(item, "id"u8));
        }

        if (earlier is not null && JsonMarshal.GetRawUtf8Value(earlier.Json).SequenceEqual(JsonMarshal.GetRawUtf8Value(item)))
        {
            return item;
        }

        var status = earlier is null ? null : ItemRules.Text(earlier.Json, "status"u8);
        status ??= ending == Ending.Completed || earlier is { Slot.Finished: true } ? Statuses.Completed : null;
        if (status is not null && ItemRules.InferStatus(item, earlier?.Json ?? default, status) is { } inferred)
        {
            item = inferred;
            log.Add(DeviationKind.StatusInferred, at, ItemRules.Text(item, "id"u8));
        }

        if (earlier is null)
        {
            return item;
        }

        var added = false;
        var merged = JsonBuilder.Build(writer => added = JsonMerge.Write(earlier.Json, item, writer, (member, before, after) =>
        {
            if (ItemRules.WhenTerminalDiffers(member, before, after) is { } kind)
            {
                log.Add(kind, at, earlier.Slot.IdText);
            }
        }));
        return added ? merged : item;
    }
}
