using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>Applies events about a piece of an item: a part, a text, an annotation, or the status.</summary>
internal static class PieceRules
{
    /// <summary>Returns the type of the item that an event belongs to, if its row or its part shows it; otherwise null.</summary>
    public static string? ItemTypeFor(in ReadEvent read) => read.Fields.Row.ItemType ?? ItemRules.TypeOf(read.Payload) switch
    {
        PartTypes.ReasoningText or PartTypes.SummaryText => ItemTypes.Reasoning,
        PartTypes.OutputText or PartTypes.Refusal => ItemTypes.Message,
        _ => null,
    };

    /// <summary>Whether the event has its payload, with the right type.</summary>
    public static bool HasPayload(in ReadEvent read)
    {
        ref readonly var fields = ref read.Fields;
        return fields.Row.Effect switch
        {
            Effect.Append => fields.Row.Place!.HasSecondText ? fields.Payload.IsObject : fields.Payload.IsString,
            Effect.Replace => fields.Payload.IsString,
            Effect.AddPart when fields.Row.Place!.Shape == Shape.Strings => fields.Payload.IsString,
            Effect.FinishPart when fields.Row.Payload == WireMember.Output =>
                fields.Payload.IsArray && First(fields.Payload.Of(read.Data), stackalloc JsonMember[JsonMembers.Room]).Count > 0,
            Effect.AddPart or Effect.FinishPart or Effect.Annotate => fields.Payload.IsObject,
            _ => true,
        };
    }

    /// <summary>Changes the item.</summary>
    /// <returns>The deviation of the event; null if there is none.</returns>
    public static DeviationKind? Apply(ItemSlot slot, in ReadEvent read, ResponseAccumulatorOptions options) => read.Fields.Row.Effect switch
    {
        Effect.Append => Append(slot, read),
        Effect.Replace => Replace(slot, read),
        Effect.Annotate => Annotate(slot, read, options),
        Effect.AddPart => AddPart(slot, read),
        Effect.FinishPart => FinishPart(slot, read),
        _ => SetStatus(slot, read),
    };

    private static DeviationKind? Append(ItemSlot slot, in ReadEvent read)
    {
        var place = read.Fields.Row.Place!;
        var part = slot.Parts.For(place, read.Fields.PartIndex, openTextOnly: true, out var deviation);
        if (part.TextDone)
        {
            return DeviationKind.EventAfterItemDone;
        }

        if (place.HasSecondText)
        {
            // A delta with two texts, stdout and stderr. One of them may be absent.
            var delta = read.Fields.Payload.Of(read.Data);
            part.Append(JsonRaw.Content(JsonRaw.Member(delta, place.Utf8Member)));
            part.AppendSecond(JsonRaw.Content(JsonRaw.Member(delta, place.Utf8SecondMember)));
            return null;
        }

        part.Append(read.Text);
        AddLogprobs(part, read, whole: false);
        return deviation;
    }

    private static DeviationKind? Replace(ItemSlot slot, in ReadEvent read)
    {
        var part = slot.Parts.For(read.Fields.Row.Place!, read.Fields.PartIndex, openTextOnly: true, out var deviation);
        if (part.TextDone)
        {
            return DeviationKind.EventAfterItemDone;
        }

        if (part.Differs(read.Text))
        {
            deviation ??= DeviationKind.DoneDiffersFromDeltas;
        }

        part.Replace(read.Text);
        AddLogprobs(part, read, whole: true);
        if (read.Fields.Name is { IsString: true, Length: > 0 } name && slot is { LacksName: true, Type: ItemTypes.FunctionCall })
        {
            slot.Parts.For(TextPlaces.CallName, -1, openTextOnly: false, out _).Replace(name.Of(read.Data));
        }

        return deviation;
    }

    private static DeviationKind? Annotate(ItemSlot slot, in ReadEvent read, ResponseAccumulatorOptions options)
    {
        var part = slot.Parts.For(read.Fields.Row.Place!, read.Fields.PartIndex, openTextOnly: false, out var deviation);
        Limit.Check(part.AnnotationCount, options.MaxAnnotations, nameof(options.MaxAnnotations), "annotations in one part");
        return part.Annotate(read.Fields.AnnotationIndex, read.Payload.Json) ? deviation : DeviationKind.InvalidIndex;
    }

    private static DeviationKind? AddPart(ItemSlot slot, in ReadEvent read)
    {
        var place = read.Fields.Row.Place!;
        if (place.Shape == Shape.Strings)
        {
            var text = slot.Parts.Open(place, read.Fields.PartIndex, null);
            if (text.Text.Length == 0)
            {
                text.Append(read.Text);
            }

            return null;
        }

        var part = slot.Parts.Open(place, read.Fields.PartIndex, ItemRules.TypeOf(read.Payload) ?? place.PartType);
        if (part.Finished)
        {
            return DeviationKind.EventAfterItemDone;
        }

        part.IsAnnounced = true;
        part.Open(read.Payload);
        return null;
    }

    private static DeviationKind? FinishPart(ItemSlot slot, in ReadEvent read)
    {
        // The output of a shell command is an array of one part.
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        var body = read.Fields.Payload.IsArray ? First(read.Fields.Payload.Of(read.Data), room) : read.Payload;
        var place = read.Fields.Row.Place!;
        var part = slot.Parts.Close(place, read.Fields.PartIndex, ItemRules.TypeOf(body) ?? place.PartType, body);
        if (part.Finished)
        {
            return DeviationKind.EventAfterItemDone;
        }

        var deviation = part.IsContradictedBy(body) ? DeviationKind.DoneDiffersFromDeltas : default(DeviationKind?);
        part.Finish(body);
        return deviation;
    }

    private static DeviationKind? SetStatus(ItemSlot slot, in ReadEvent read)
    {
        var status = read.Fields.Row.Status ?? slot.Status;
        if (read.Payload.Count > 0)
        {
            // Gateways send the complete item, which has more information than the event type, for example that the call failed.
            slot.Update(read.Payload);
            status = JsonRaw.Text(read.Payload.Value("status"u8)) ?? status;
        }

        slot.Status = status;
        return null;
    }

    private static void AddLogprobs(StreamedPart part, in ReadEvent read, bool whole)
    {
        if (read.Fields.Logprobs.IsArray)
        {
            part.AddLogprobs(read.Fields.Logprobs.Of(read.Data), whole);
        }
    }

    private static JsonMembers First(ReadOnlySpan<byte> array, Span<JsonMember> room)
    {
        var values = new JsonMembers(array, room);
        return values.Count > 0 && JsonRaw.IsObject(values.Value(0)) ? new JsonMembers(values.Value(0), room) : default;
    }
}
