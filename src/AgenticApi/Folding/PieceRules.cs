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
        (fields.Body.IsObject ? ItemRules.TypeOf(Members(data, fields, stackalloc JsonMember[JsonMembers.Room])) : null) switch
        {
            PartTypes.ReasoningText or PartTypes.SummaryText => ItemTypes.Reasoning,
            PartTypes.OutputText or PartTypes.Refusal => ItemTypes.Message,
            _ => null,
        };

    /// <summary>Whether the event has the field that it exists for, of the type that it must be.</summary>
    public static bool IsWhole(FoldRow row, in EventFields fields) => row.Effect switch
    {
        Effect.Append => row.Place!.SecondMember is null ? fields.Delta.IsString : fields.Delta.IsObject,
        Effect.Replace => fields.Value.IsString,
        Effect.AddPart => fields.Body.IsObject || (row.Place!.Shape == Shape.Strings && fields.Value.IsString),
        Effect.FinishPart => fields.Body.IsObject || fields.Output.Token == JsonTokenType.StartArray,
        Effect.Annotate => fields.Body.IsObject,
        _ => true,
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
        var delta = fields.Delta.Of(data);
        var part = slot.Parts.For(place, fields.PartIndex, stillWritten: true, out var oddity);
        if (part.TextDone)
        {
            return DeviationKind.EventAfterItemDone;
        }

        if (place.SecondMember is null)
        {
            part.Append(delta);
            TakeLogprobs(part, data, fields, whole: false);
            return oddity;
        }

        // A delta with two texts, stdout and stderr; one of them may be absent.
        part.Append(JsonRaw.Content(JsonRaw.Member(delta, place.Utf8Member)));
        part.AppendSecond(JsonRaw.Content(JsonRaw.Member(delta, place.Utf8SecondMember)));
        return null;
    }

    private static DeviationKind? Replace(ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var text = fields.Value.Of(data);
        var part = slot.Parts.For(place, fields.PartIndex, stillWritten: true, out var oddity);
        if (part.Differs(text))
        {
            oddity ??= DeviationKind.DoneDiffersFromDeltas;
        }

        part.Replace(text);
        TakeLogprobs(part, data, fields, whole: true);
        if (fields.Name is { IsString: true, Length: > 0 } && slot.LacksName)
        {
            slot.Parts.For(CallName, -1, stillWritten: false, out _).Replace(fields.Name.Of(data));
        }

        return oddity;
    }

    private static DeviationKind? Annotate(
        ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields, ResponseAccumulatorOptions options)
    {
        var part = slot.Parts.For(place, fields.PartIndex, stillWritten: false, out var oddity);
        Limit.Check(part.AnnotationCount, options.MaxAnnotations, nameof(options.MaxAnnotations), "annotations in one part");
        return part.Annotate(fields.AnnotationIndex, fields.Body.Of(data)) ? oddity : DeviationKind.InvalidIndex;
    }

    private static DeviationKind? AddPart(ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Body.IsObject)
        {
            slot.Parts.Open(place, fields.PartIndex, null).Append(fields.Value.Of(data));
            return null;
        }

        var members = Members(data, fields, stackalloc JsonMember[JsonMembers.Room]);
        var part = slot.Parts.Open(place, fields.PartIndex, ItemRules.TypeOf(members) ?? place.PartType);
        part.IsAnnounced = true;
        part.Open(members);
        return null;
    }

    private static DeviationKind? FinishPart(ItemSlot slot, TextPlace place, ReadOnlySpan<byte> data, in EventFields fields)
    {
        // What a shell command printed comes as an array of one part.
        var body = fields.Body.IsObject ? fields.Body.Of(data) : First(fields.Output.Of(data));
        if (!JsonRaw.IsObject(body))
        {
            return DeviationKind.FieldMissing;
        }

        var room = (stackalloc JsonMember[JsonMembers.Room]);
        var members = fields.Body.IsObject ? Members(data, fields, room) : new JsonMembers(body, room);
        var part = slot.Parts.Close(place, fields.PartIndex, ItemRules.TypeOf(members) ?? place.PartType, members);
        var oddity = part.IsContradictedBy(members) ? DeviationKind.DoneDiffersFromDeltas : default(DeviationKind?);
        part.Finish(members);
        return oddity;
    }

    /// <summary>The members of what an event carries whole, as they were noted when it was read, or found again.</summary>
    private static JsonMembers Members(ReadOnlySpan<byte> data, in EventFields fields, Span<JsonMember> room)
    {
        var body = fields.Body.Of(data);
        return fields.IsIndexed ? new JsonMembers(body, EventIndex.Current.Body.Items) : new JsonMembers(body, room);
    }

    private static DeviationKind? SetStatus(ItemSlot slot, string? status, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Body.IsObject)
        {
            slot.Status = status ?? slot.Status;
            return null;
        }

        // Gateways send the whole item along, which says more than the event's name: that it failed, for instance.
        var item = fields.Body.Of(data);
        slot.Update(item);
        slot.Status = JsonRaw.Text(JsonRaw.Member(item, "status"u8)) ?? status ?? slot.Status;
        return null;
    }

    private static void TakeLogprobs(StreamedPart part, ReadOnlySpan<byte> data, in EventFields fields, bool whole)
    {
        if (fields.Logprobs.Token == JsonTokenType.StartArray)
        {
            part.AddLogprobs(fields.Logprobs.Of(data), whole);
        }
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> array)
    {
        var values = new JsonMembers(array, stackalloc JsonMember[JsonMembers.Room]);
        return values.Count > 0 ? values[0].Value(array) : default;
    }
}
