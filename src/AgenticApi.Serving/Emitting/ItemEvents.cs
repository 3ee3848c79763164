namespace AgenticApi.Serving.Emitting;

/// <summary>Writes the events of one item, from <c>response.output_item.added</c> to <c>response.output_item.done</c>.</summary>
internal static class ItemEvents
{
    private static readonly byte[] ItemAdded = EventWriter.Head(EventTypes.OutputItemAdded);
    private static readonly byte[] ItemDone = EventWriter.Head(EventTypes.OutputItemDone);
    private static readonly byte[] PartAdded = EventWriter.Head(EventTypes.ContentPartAdded);
    private static readonly byte[] PartDone = EventWriter.Head(EventTypes.ContentPartDone);
    private static readonly byte[] AnnotationAdded = EventWriter.Head(EventTypes.OutputTextAnnotationAdded);

    /// <summary>Opens the item and, if it has parts, the part that will hold its text.</summary>
    public static void Open(PendingItem item, EventWriter events)
    {
        var added = events.Begin(ItemAdded).Append(",\"output_index\":"u8).Append(item.OutputIndex).Append(",\"item\":"u8);
        WriteItem(item, Statuses.InProgress, isDone: false, added);
        events.End();

        var place = events.Begin([]).Append(",\"item_id\":"u8).AppendString(item.Id).Append(",\"output_index\":"u8).Append(item.OutputIndex);
        item.Place = place.Append(item.Kind.PartType is null ? [] : ",\"content_index\":0"u8).Span.ToArray();
        item.DeltaHead = events.Begin(item.Kind.DeltaHead).Append(item.Place).Append(item.Kind.HasLogprobs ? ",\"logprobs\":[]"u8 : []).Append(",\"delta\":\""u8).Span.ToArray();
        if (item.Kind.PartType is not null)
        {
            WritePart(item, isDone: false, events.Begin(PartAdded).Append(item.Place).Append(",\"part\":"u8));
            events.End();
        }
    }

    /// <summary>Sends the text and the annotations that were not sent yet.</summary>
    public static void SendText(PendingItem item, EventWriter events)
    {
        var text = item.Text.Span[item.Sent..];
        if (!text.IsEmpty)
        {
            SendDelta(item, text, events);
        }

        for (var annotations = item.Annotations; annotations?.Sent < annotations?.Count; annotations.Sent++)
        {
            events.Begin(AnnotationAdded).Append(item.Place).Append(",\"annotation_index\":"u8).Append(annotations.Sent)
                .Append(",\"annotation\":"u8).Append(annotations[annotations.Sent]);
            events.End();
        }
    }

    /// <summary>Closes the text, its part and the item, and appends the finished item to <paramref name="output"/>.</summary>
    public static void Close(PendingItem item, string status, EventWriter events, Utf8Buffer output)
    {
        var done = events.Begin(item.Kind.DoneHead).Append(item.Place);
        if (item.Kind.HasLogprobs)
        {
            done.Append(",\"logprobs\":["u8).Append(item.Logprobs is { } logprobs ? logprobs.Json : []).Append("]"u8);
        }

        WriteText(item, item.Text.Span, done.Append(","u8));
        if (item.Kind == TextKind.Arguments)
        {
            // The schema of the API requires the name, and clients that are generated from it read it. OpenAI does not send it.
            done.Append(",\"name\":"u8).AppendString(NameOf(item));
        }

        events.End();
        if (item.Kind.PartType is not null)
        {
            WritePart(item, isDone: true, events.Begin(PartDone).Append(item.Place).Append(",\"part\":"u8));
            events.End();
        }

        // The terminal event repeats these bytes.
        var start = output.Length;
        WriteItem(item, status, isDone: true, output);
        events.Begin(ItemDone).Append(",\"output_index\":"u8).Append(item.OutputIndex).Append(",\"item\":"u8).Append(output.Span[start..]);
        events.End();
    }

    private static void SendDelta(PendingItem item, ReadOnlySpan<byte> text, EventWriter events)
    {
        item.Sent = item.Text.Length;
        if (item.Logprobs is { } logprobs && logprobs.TakeUnsent() is { IsEmpty: false } unsent)
        {
            // Such an event cannot be derived from the first delta: it also differs in its log probabilities.
            events.Begin(item.Kind.DeltaHead).Append(item.Place).Append(",\"logprobs\":["u8).Append(unsent).Append("],\"delta\":\""u8).Append(text).Append("\""u8);
            events.End();
            return;
        }

        events.Begin(item.DeltaHead).Append(text).Append("\""u8);
        if (item.FirstDelta is { } first)
        {
            events.End(first, text.Length);
        }
        else
        {
            item.FirstDelta = events.End();
        }
    }

    private static void WriteItem(PendingItem item, string status, bool isDone, Utf8Buffer json)
    {
        json.Append("{\"id\":"u8).AppendString(item.Id).Append(",\"type\":"u8).AppendString(item.Kind.ItemType).Append(",\"status\":"u8).AppendString(status);
        if (item.IsCall)
        {
            WriteCall(item, isDone, json);
            return;
        }

        json.Append(item.Kind == TextKind.Reasoning ? ",\"summary\":[]"u8 : ",\"role\":\"assistant\""u8).Append(",\"content\":["u8);
        if (isDone)
        {
            WritePart(item, isDone, json);
        }

        json.Append("]"u8);
        if (item.EncryptedContent is { } encrypted)
        {
            json.Append(",\"encrypted_content\":"u8);
            _ = isDone ? json.AppendString(encrypted) : json.Append("null"u8);
        }

        json.Append("}"u8);
    }

    private static void WriteCall(PendingItem item, bool isDone, Utf8Buffer json)
    {
        json.Append(",\"call_id\":"u8).AppendString(item.CallId).Append(",\"name\":"u8).AppendString(NameOf(item));
        if (item.Tool?.Namespace is { } toolNamespace)
        {
            json.Append(",\"namespace\":"u8).AppendString(toolNamespace);
        }

        WriteText(item, isDone ? item.Text.Span : default, json.Append(","u8));
        json.Append("}"u8);
    }

    /// <summary>
    /// Returns the name of the tool in the client's request; the name that the model used if the request has no such tool.
    /// </summary>
    private static string? NameOf(PendingItem item) => item.Tool?.Name ?? item.Name;

    private static void WritePart(PendingItem item, bool isDone, Utf8Buffer json)
    {
        WriteText(item, isDone ? item.Text.Span : default, json.Append("{\"type\":"u8).AppendString(item.Kind.PartType).Append(","u8));
        if (item.Kind == TextKind.Content)
        {
            json.Append(",\"annotations\":["u8).Append(isDone && item.Annotations is { } annotations ? annotations.Json : [])
                .Append("],\"logprobs\":["u8).Append(isDone && item.Logprobs is { } logprobs ? logprobs.Json : []).Append("]"u8);
        }

        json.Append("}"u8);
    }

    private static void WriteText(PendingItem item, ReadOnlySpan<byte> text, Utf8Buffer json) =>
        json.Append("\""u8).Append(item.Kind.Utf8Member).Append("\":\""u8).Append(text).Append("\""u8);
}
