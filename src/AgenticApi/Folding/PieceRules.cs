using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>How an event about a piece of an item (a part, a text, an annotation) changes that item.</summary>
internal static class PieceRules
{
    // A call's name comes with the item; vLLM repeats it beside the arguments, which helps only where the item lacked it.
    private static readonly FoldRow NameRow = new(Effect.Replace, ItemTypes.FunctionCall, Text: "name");

    /// <summary>The type of the item that a part belongs to, where the event names the part alone.</summary>
    public static string? ItemTypeFor(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields) =>
        PartType(row, data, fields) is PartTypes.ReasoningText or PartTypes.SummaryText ? ItemTypes.Reasoning : ItemTypes.Message;

    /// <summary>Changes the item.</summary>
    /// <returns>What was odd about the event; null where nothing was.</returns>
    public static DeviationKind? Apply(ItemSlot slot, FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var oddity = default(DeviationKind?);
        switch (row.Effect)
        {
            case Effect.Append:
                if (!fields.Delta.IsString)
                {
                    return DeviationKind.FieldMissing;
                }

                var growing = slot.Parts.For(row, fields.PartIndex, whole: false, out oddity);
                growing.Append(fields.Delta.Of(data));
                TakeLogprobs(growing, data, fields, whole: false);
                return oddity;

            case Effect.Replace:
                if (!fields.Value.IsString)
                {
                    return DeviationKind.FieldMissing;
                }

                var text = fields.Value.Of(data);
                var done = slot.Parts.For(row, fields.PartIndex, whole: true, out oddity);
                oddity ??= Differs(done.Text, text) ? DeviationKind.DoneDiffersFromDeltas : null;
                done.Replace(text);
                TakeLogprobs(done, data, fields, whole: true);
                if (fields.Name is { IsString: true, Length: > 0 } && slot.LacksName)
                {
                    slot.Parts.For(NameRow, -1, whole: true, out _).Replace(fields.Name.Of(data));
                }

                return oddity;

            case Effect.Annotate:
                if (!fields.Body.IsObject)
                {
                    return DeviationKind.FieldMissing;
                }

                slot.Parts.For(row, fields.PartIndex, whole: true, out oddity).Annotate(fields.AnnotationIndex, fields.Body.Of(data));
                return oddity;

            default:
                if (!fields.Body.IsObject)
                {
                    return DeviationKind.FieldMissing;
                }

                var type = PartType(row, data, fields);
                if (row.Effect == Effect.AddPart)
                {
                    slot.Parts.Open(row, fields.PartIndex, type).Open(fields.Body.Of(data));
                }
                else
                {
                    slot.Parts.Close(row, fields.PartIndex, type).Finish(fields.Body.Of(data));
                }

                return null;
        }
    }

    private static void TakeLogprobs(StreamedPart part, ReadOnlySpan<byte> data, in EventFields fields, bool whole)
    {
        if (fields.Logprobs.Token == JsonTokenType.StartArray)
        {
            part.AddLogprobs(fields.Logprobs.Of(data), whole);
        }
    }

    private static string? PartType(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields) =>
        (fields.Body.IsObject ? ItemRules.TypeOf(JsonElement.Parse(fields.Body.Of(data))) : null) ?? row.PartType;

    /// <summary>Whether deltas that came say something else than the whole text. Another spelling of an escape is the same text.</summary>
    private static bool Differs(ReadOnlySpan<byte> streamed, ReadOnlySpan<byte> whole) =>
        streamed.Length > 0 && !streamed.SequenceEqual(whole) && JsonText.Unescape(streamed) != JsonText.Unescape(whole);
}
