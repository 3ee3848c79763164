using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>How an event about a piece of an item (a part, a text, an annotation, a status) changes that item.</summary>
internal static class PieceRules
{
    // A call's name comes with the item; vLLM repeats it beside the arguments, which helps only where the item lacked it.
    private static readonly TextPlace CallName = new(ItemTypes.FunctionCall, null, Shape.Item, "name");

    /// <summary>The type of the item that a part belongs to, where the event names the part alone.</summary>
    public static string? ItemTypeFor(ReadOnlySpan<byte> data, in EventFields fields) =>
        (fields.Body.IsObject ? ItemRules.TypeOf(JsonText.Parse(fields.Body.Of(data))) : null) switch
        {
            PartTypes.ReasoningText or PartTypes.SummaryText => ItemTypes.Reasoning,
            PartTypes.OutputText or PartTypes.Refusal => ItemTypes.Message,
            _ => null,
        };

    /// <summary>Changes the item.</summary>
    /// <returns>What was odd about the event; null where nothing was.</returns>
    public static DeviationKind? Apply(
        ItemSlot slot, FoldRow row, ReadOnlySpan<byte> data, in EventFields fields, ResponseAccumulatorOptions options) => row.Effect switch
        {
            Effect.Append => Append(slot, row.Place!, data, fields),
            Effect.Replace => Replace(slot, row.Place!, data, fields),
            Effect.Annotate => Annotate(slot, row.Place!, data, fields, options),
            Effect.AddPart => AddPart(slot, row.Place!, data, fields),
            Effect.FinishPart => FinishPart(slot, row.Place!, data, fields),
            _ => SetStatus(slot, row.Status, data, fields),
        };

    private static DeviationKind? Append(ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (place.SecondMember is not null)
        {
            return AppendBoth(slot, place, data, fields);
        }

        if (!fields.Delta.IsString)
        {
            return DeviationKind.FieldMissing;
        }

        var part = slot.Parts.For(place, fields.PartIndex, whole: false, out var oddity);
        part.Append(fields.Delta.Of(data));
        TakeLogprobs(part, data, fields, whole: false);
        return oddity;
    }

    /// <summary>A delta with two texts, <c>stdout</c> and <c>stderr</c>; one of them may be absent.</summary>
    private static DeviationKind? AppendBoth(ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Delta.IsObject)
        {
            return DeviationKind.FieldMissing;
        }

        var delta = JsonText.Parse(fields.Delta.Of(data));
        var part = slot.Parts.For(place, fields.PartIndex, whole: false, out _);
        part.Append(Raw(delta, place.Member));
        part.AppendSecond(Raw(delta, place.SecondMember!));
        return null;
    }

    private static DeviationKind? Replace(ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Value.IsString)
        {
            return DeviationKind.FieldMissing;
        }

        var text = fields.Value.Of(data);
        var part = slot.Parts.For(place, fields.PartIndex, whole: true, out var oddity);
        if (Differs(part.Text, text))
        {
            oddity ??= DeviationKind.DoneDiffersFromDeltas;
        }

        part.Replace(text);
        TakeLogprobs(part, data, fields, whole: true);
        if (fields.Name is { IsString: true, Length: > 0 } && slot.LacksName)
        {
            slot.Parts.For(CallName, -1, whole: true, out _).Replace(fields.Name.Of(data));
        }

        return oddity;
    }

    private static DeviationKind? Annotate(
        ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields, ResponseAccumulatorOptions options)
    {
        if (!fields.Body.IsObject)
        {
            return DeviationKind.FieldMissing;
        }

        var part = slot.Parts.For(place, fields.PartIndex, whole: true, out var oddity);
        Limit.Check(part.AnnotationCount, options.MaxAnnotations, nameof(options.MaxAnnotations), "annotations in one part");
        part.Annotate(fields.AnnotationIndex, fields.Body.Of(data));
        return oddity;
    }

    private static DeviationKind? AddPart(ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (place.Shape == Shape.Strings && fields.Value.IsString)
        {
            slot.Parts.Open(place, fields.PartIndex, null).Append(fields.Value.Of(data));
            return null;
        }

        if (!fields.Body.IsObject)
        {
            return DeviationKind.FieldMissing;
        }

        slot.Parts.Open(place, fields.PartIndex, PartType(place, fields.Body.Of(data))).Open(fields.Body.Of(data));
        return null;
    }

    private static DeviationKind? FinishPart(ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields)
    {
        // What a shell command printed comes as an array of one part.
        var body = fields.Body.IsObject ? fields.Body.Of(data)
            : fields.Output.Token == JsonTokenType.StartArray ? First(JsonText.Parse(fields.Output.Of(data)))
            : default;
        if (body.Length == 0)
        {
            return DeviationKind.FieldMissing;
        }

        slot.Parts.Close(place, fields.PartIndex, PartType(place, body)).Finish(body);
        return null;
    }

    private static DeviationKind? SetStatus(ItemSlot slot, string? status, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Body.IsObject)
        {
            slot.Status = status ?? slot.Status;
            return null;
        }

        // Gateways send the whole item along, which says more than the event's name: that it failed, for instance.
        var item = JsonText.Parse(fields.Body.Of(data));
        slot.Update(item);
        slot.Status = ItemRules.Text(item, "status"u8) ?? status ?? slot.Status;
        return null;
    }

    private static void TakeLogprobs(StreamedPart part, ReadOnlySpan<byte> data, in EventFields fields, bool whole)
    {
        if (fields.Logprobs.Token == JsonTokenType.StartArray)
        {
            part.AddLogprobs(fields.Logprobs.Of(data), whole);
        }
    }

    private static string? PartType(TextPlace place, ReadOnlySpan<byte> body) => ItemRules.TypeOf(JsonText.Parse(body)) ?? place.PartType;

    private static ReadOnlySpan<byte> Raw(JsonElement owner, string member) =>
        owner.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(value)[1..^1] : default;

    private static ReadOnlySpan<byte> First(JsonElement array) =>
        array.GetArrayLength() > 0 && array[0].ValueKind == JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(array[0]) : default;

    /// <summary>Whether deltas that came say something else than the whole text. Another spelling of an escape is the same text.</summary>
    private static bool Differs(ReadOnlySpan<byte> streamed, ReadOnlySpan<byte> whole) =>
        streamed.Length > 0 && !streamed.SequenceEqual(whole) && JsonText.Unescape(streamed) != JsonText.Unescape(whole);
}
