using System.Text;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>
/// One output item while the stream runs. What was said of it stands in three layers, weakest first: the skeleton that opened
/// it, the parts that deltas spelled out, the finished item. The item is their merge.
/// </summary>
internal sealed class ItemSlot(int round, int outputIndex, ResponseAccumulatorOptions options)
{
    private static readonly string[] Strays = ["item_id", "output_index", "sequence_number"];

    private RawBuffer _id;
    private RawBuffer _json;
    private List<string>? _callIds;

    /// <summary>The model round that the item belongs to, from 0.</summary>
    public int Round { get; } = round;

    /// <summary>The item's index in that round, or -1 where no event gives one.</summary>
    public int OutputIndex { get; } = outputIndex;

    /// <summary>The item's type, once an event told; null before.</summary>
    public string? Type { get; private set; }

    /// <summary>The status that an event gave the item since it was opened; otherwise null.</summary>
    public string? Status { get; set; }

    /// <summary>Whether <c>output_item.added</c> opened it.</summary>
    public bool Announced { get; private set; }

    /// <summary>Whether <c>output_item.done</c> closed it.</summary>
    public bool Finished { get; private set; }

    public StreamedParts Parts { get; } = new(options);

    /// <summary>Every <c>call_id</c> that the stream gave the item.</summary>
    public IReadOnlyList<string> CallIds => _callIds ?? [];

    /// <summary>The id as the stream first gave it, as it stands between its quotes; empty where it gave none.</summary>
    public ReadOnlySpan<byte> Id => _id.Span;

    public string? IdText => _id.Length == 0 ? null : JsonText.Unescape(_id.Span);

    /// <summary>Whether the skeleton gives the call no name.</summary>
    public bool LacksName => _json.Length == 0 || ItemRules.Text(JsonText.Parse(_json.Span), "name"u8) is not { Length: > 0 };

    /// <summary>Takes what an event says of the item's id.</summary>
    /// <returns>False where the item already goes by another id: then the first one stands.</returns>
    public bool Identify(ReadOnlySpan<byte> id)
    {
        if (id.Length == 0)
        {
            return true;
        }

        if (_id.Length == 0)
        {
            _id.Append(id);
            return true;
        }

        return _id.Span.SequenceEqual(id);
    }

    public void Expect(string? type) => Type ??= type;

    /// <summary>Takes the skeleton.</summary>
    public void Add(JsonElement item)
    {
        Announced = true;
        NoteCallId(item);
        Update(item);
    }

    /// <summary>Takes the item as it stands before it is finished.</summary>
    public void Update(JsonElement item) =>
        Hold(_json.Length == 0 ? item : Merge(JsonText.Parse(_json.Span), item, report: null));

    /// <summary>Takes the finished item, and forgets the pieces that it is made of.</summary>
    public void Finish(JsonElement item, Action<DeviationKind> report)
    {
        NoteCallId(item);
        var earlier = Resolve(open: null);
        if (Strays.Any(name => item.TryGetProperty(name, out _)))
        {
            item = JsonBuilder.Without(item, Strays);
            report(DeviationKind.StrayItemFields);
        }

        if (ItemRules.InferStatus(item, earlier, Statuses.Completed) is { } inferred)
        {
            item = inferred;
            report(DeviationKind.StatusInferred);
        }

        if (item.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.Null && _id.Length > 0)
        {
            report(DeviationKind.ItemIdMissing);
        }

        Hold(Merge(earlier, item, report));
        Parts.Release();
        Finished = true;
    }

    /// <summary>The item as it stands.</summary>
    /// <param name="open">The status of the item where it is not finished; null leaves it as the stream has it.</param>
    public JsonElement Resolve(string? open)
    {
        var item = Layers();
        if (open is null || Finished || Status is Statuses.Completed or Statuses.Failed)
        {
            return item;
        }

        return _json.Length == 0 || item.TryGetProperty("status"u8, out _) ? JsonBuilder.With(item, "status", open) : item;
    }

    private void Hold(JsonElement item) => _json.Replace(Encoding.UTF8.GetBytes(item.GetRawText()));

    private void NoteCallId(JsonElement item)
    {
        if (ItemRules.Text(item, "call_id"u8) is { Length: > 0 } callId && !(_callIds ??= []).Contains(callId))
        {
            _callIds.Add(callId);
        }
    }

    private JsonElement Layers()
    {
        if (_json.Length > 0 && (Finished || (Parts.Count == 0 && Status is null)))
        {
            return JsonText.Parse(_json.Span);
        }

        var streamed = JsonBuilder.Build(WriteStreamed);
        return _json.Length == 0 ? streamed : Merge(JsonText.Parse(_json.Span), streamed, report: null);
    }

    private void WriteStreamed(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (_json.Length == 0)
        {
            if (_id.Length > 0)
            {
                writer.WriteString("id", IdText);
            }

            writer.WriteString("type", Type);
            if (Type == ItemTypes.Message)
            {
                writer.WriteString("role", "assistant");
            }
        }

        if (Status is not null)
        {
            writer.WriteString("status", Status);
        }

        Parts.WriteMembers(writer);
        writer.WriteEndObject();
    }

    private static JsonElement Merge(JsonElement earlier, JsonElement later, Action<DeviationKind>? report)
    {
        Action<string, JsonElement, JsonElement>? conflict = report is null ? null : (name, before, after) =>
        {
            if (ItemRules.WhenFinishedDiffers(name, before, after) is { } kind)
            {
                report(kind);
            }
        };

        var added = false;
        var merged = JsonBuilder.Build(writer => added = JsonMerge.Write(earlier, later, writer, conflict));
        return added ? merged : later;
    }
}
