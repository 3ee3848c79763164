using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// Where the fields that the protocol gives its events stand in the bytes of one event. Found in a single forward pass,
/// whatever their order; nothing is copied, and what an event carries whole (a response, an item) is passed over unparsed.
/// </summary>
internal struct EventFields
{
    /// <summary>The event type's id in <see cref="EventCatalog"/>.</summary>
    public int TypeId;

    /// <summary>The <c>type</c> as it stands; absent in a bare response.</summary>
    public Slice Type;

    /// <summary>-1 where the server sent none.</summary>
    public long SequenceNumber;

    /// <summary><c>output_index</c>; -1 where the server sent none, or none that an index can be.</summary>
    public int OutputIndex;

    /// <summary><c>content_index</c>, <c>summary_index</c> or <c>command_index</c>: no event has two of them. -1 where absent.</summary>
    public int PartIndex;

    /// <summary><c>annotation_index</c>; -1 where absent.</summary>
    public int AnnotationIndex;

    /// <summary><c>item_id</c>.</summary>
    public Slice ItemId;

    /// <summary><c>delta</c>.</summary>
    public Slice Delta;

    /// <summary>The whole text of a <c>.done</c> event: <c>text</c>, <c>refusal</c>, <c>arguments</c> and the like.</summary>
    public Slice Value;

    /// <summary>What the event carries whole: <c>response</c>, <c>item</c>, <c>part</c> or <c>annotation</c>.</summary>
    public Slice Body;

    /// <summary><c>logprobs</c>.</summary>
    public Slice Logprobs;

    /// <summary><c>name</c>.</summary>
    public Slice Name;

    /// <summary><c>error</c>.</summary>
    public Slice Error;

    /// <summary><c>stream_id</c>: the lane that the event belongs to where one WebSocket has several.</summary>
    public Slice StreamId;

    /// <summary>Whether the type is spelled as it was in earlier days.</summary>
    public bool IsAlias;

    /// <summary>Whether an index is given and is none.</summary>
    public bool HasInvalidIndex;

    /// <summary>Whether the JSON stood without any frame before all others, as a blocking body does.</summary>
    public bool IsBody;

    /// <summary>Whether <see cref="EventIndex.Current"/> has the members of this very event: it was read just now, for the fold.</summary>
    public bool IsIndexed;

    /// <summary>Whether a field that is read here stands twice.</summary>
    public bool HasDuplicates;

    /// <summary>Whether <c>object</c> is <c>response</c>: the event is the response itself.</summary>
    public bool IsResponse;

    /// <summary>Whether <c>object</c> is <c>error</c>: vLLM's error body, whose <c>type</c> is the kind of error.</summary>
    public bool IsError;

    /// <summary><c>output</c>: a bare response has it, and the event that ends what a shell command printed.</summary>
    public Slice Output;

    // What an event wraps around a response or item: the limit of depth is that of the response, however it comes.
    private const int Wrapping = 2;

    private ulong _seen;

    /// <summary>Reads the fields of one event.</summary>
    /// <param name="data">The event's JSON.</param>
    /// <param name="guess">The type id that is likely, the last event's for instance.</param>
    /// <param name="depth">How deep the JSON may nest.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>False where the bytes are no JSON object.</returns>
    /// <exception cref="ResponseProtocolException">The JSON nests too deep.</exception>
    public static bool TryRead(ReadOnlySpan<byte> data, int guess, int depth, out EventFields fields)
    {
        var index = EventIndex.Current;
        index.Event.Clear();
        index.Body.Clear();
        if (index.Template.TryRead(data, depth + Wrapping - 1, out fields))
        {
            return true;
        }

        fields = new EventFields { SequenceNumber = -1, OutputIndex = -1, PartIndex = -1, AnnotationIndex = -1 };
        if (!fields.ReadMembers(data, depth + Wrapping - 1, index))
        {
            CheckDepth(data, depth);
            return false;
        }

        if (fields.Type.IsString)
        {
            var type = fields.Type.Of(data);
            fields.TypeId = type.Contains((byte)'\\')
                ? EventCatalog.Find(JsonText.Unescape(type))
                : EventCatalog.Find(type, guess, out fields.IsAlias);
        }

        index.Template.Set(data, depth + Wrapping - 1, fields, index.Event);
        return true;
    }

    /// <summary>What an event shows of its place in the stream.</summary>
    public readonly EventPosition Position => new(
        TypeId > EventCatalog.BareResponse ? EventCatalog.All[TypeId].Type : null,
        SequenceNumber >= 0 ? SequenceNumber : null,
        OutputIndex >= 0 ? OutputIndex : null);

    /// <summary>JSON that is damaged and JSON that is too deep fail alike: with room enough, only the damaged one does.</summary>
    private static void CheckDepth(ReadOnlySpan<byte> data, int depth)
    {
        try
        {
            var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                Limit.Check(reader.CurrentDepth, depth + Wrapping + 1L, nameof(ResponseAccumulatorOptions.MaxJsonDepth), "levels of nested JSON");
            }
        }
        catch (JsonException)
        {
            // Damaged, and so the caller says.
        }
    }

    /// <summary>
    /// Settles the type of an event whose JSON names none: a bare response, an error, or what the frame's <c>event:</c> line says.
    /// </summary>
    /// <param name="eventName">The frame's <c>event:</c> line; empty where there is none.</param>
    /// <param name="isBody">Whether the JSON stood without any frame: then it must be an event or a response.</param>
    /// <exception cref="ResponseProtocolException">It is neither.</exception>
    public void Resolve(ReadOnlySpan<byte> eventName, bool isBody)
    {
        IsBody = isBody;
        if (IsError && TypeId == EventCatalog.Unknown)
        {
            TypeId = EventCatalog.Find(EventTypes.Error);
        }

        if (Type.HasValue)
        {
            return;
        }

        TypeId = IsResponse || Output.Token == JsonTokenType.StartArray ? EventCatalog.BareResponse
            : Error.HasValue ? EventCatalog.Find(EventTypes.Error)
            : EventCatalog.Find(eventName, EventCatalog.Unknown, out _);
        if (isBody && TypeId == EventCatalog.Unknown)
        {
            throw new ResponseProtocolException(
                "The input is a JSON object and no response: it has neither \"object\": \"response\" nor an output nor an error. "
                + "Give the body of a blocking answer of the Responses API; Chat Completions have another form.");
        }
    }

    /// <summary>Reads the members of the one object that the data must be.</summary>
    private bool ReadMembers(ReadOnlySpan<byte> data, int depth, EventIndex index)
    {
        var at = JsonSkip.White(data, 0);
        if (at >= data.Length || data[at] != '{')
        {
            return false;
        }

        var steps = new JsonSteps(data, at);
        while (steps.Next())
        {
            var start = steps.Start;
            var name = data.Slice(steps.NameStart, steps.NameLength);
            var field = Find(name, out var place);
            at = field != EventField.Body ? JsonCheck.Value(data, start, depth)
                : name.SequenceEqual("response"u8) ? index.Response.Check(data, start, depth, index.Body)
                : JsonCheck.Body(data, start, depth, index.Body);
            steps.Pass(at);
            if (at < 0)
            {
                return false;
            }

            index.Event.Add(new JsonMember(steps.NameStart, steps.NameLength, start, at - start));
            if (field != EventField.None)
            {
                HasDuplicates |= (_seen & (1UL << place)) != 0;
                _seen |= 1UL << place;
                Take(field, data, start, at);
            }
        }

        return steps.End >= 0 && JsonSkip.White(data, steps.End) == data.Length;
    }

    private static EventField Find(ReadOnlySpan<byte> name, out int place) =>
        EventFieldNames.Find(name.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonText.Unescape(name)) : name, out place);

    /// <summary>Takes a member's value, and what it says where that is a number.</summary>
    public void Take(EventField field, ReadOnlySpan<byte> data, int start, int end)
    {
        var slice = Slice.Of(data, start, end);
        switch (field)
        {
            case EventField.Type:
                Type = slice;
                break;
            case EventField.SequenceNumber:
                SequenceNumber = slice.Token == JsonTokenType.Number && Utf8Parser.TryParse(slice.Of(data), out long number, out var length) && length == slice.Length
                    ? Math.Max(number, -1)
                    : -1;
                break;
            case EventField.OutputIndex:
                OutputIndex = Index(data, slice);
                break;
            case EventField.PartIndex:
                PartIndex = Index(data, slice);
                break;
            case EventField.AnnotationIndex:
                AnnotationIndex = Index(data, slice);
                break;
            case EventField.ItemId:
                ItemId = slice;
                break;
            case EventField.StreamId:
                StreamId = slice;
                break;
            case EventField.Delta:
                Delta = slice;
                break;
            case EventField.Value:
                Value = slice;
                break;
            case EventField.Body:
                Body = slice;
                break;
            case EventField.Logprobs:
                Logprobs = slice;
                break;
            case EventField.Name:
                Name = slice;
                break;
            case EventField.Error:
                Error = slice;
                break;
            case EventField.Object:
                IsResponse = slice.IsString && slice.Of(data).SequenceEqual("response"u8);
                IsError = slice.IsString && slice.Of(data).SequenceEqual("error"u8);
                break;
            case EventField.Output:
                Output = slice;
                break;
        }
    }

    /// <summary>Whether what is kept of a member is its place, and not only what it says.</summary>
    public static bool IsSlice(EventField field) => field is EventField.Type or EventField.ItemId or EventField.StreamId or EventField.Delta
        or EventField.Value or EventField.Logprobs or EventField.Name or EventField.Error or EventField.Output;

    /// <summary>Moves a member's value, which is the same as in another event.</summary>
    public void Move(EventField field, int by)
    {
        switch (field)
        {
            case EventField.Type:
                Type = Type.Moved(by);
                break;
            case EventField.ItemId:
                ItemId = ItemId.Moved(by);
                break;
            case EventField.StreamId:
                StreamId = StreamId.Moved(by);
                break;
            case EventField.Delta:
                Delta = Delta.Moved(by);
                break;
            case EventField.Value:
                Value = Value.Moved(by);
                break;
            case EventField.Logprobs:
                Logprobs = Logprobs.Moved(by);
                break;
            case EventField.Name:
                Name = Name.Moved(by);
                break;
            case EventField.Error:
                Error = Error.Moved(by);
                break;
            case EventField.Output:
                Output = Output.Moved(by);
                break;
        }
    }

    private int Index(ReadOnlySpan<byte> data, Slice slice)
    {
        if (slice.Token == JsonTokenType.Number && Utf8Parser.TryParse(slice.Of(data), out int index, out var length) && length == slice.Length && index >= 0)
        {
            return index;
        }

        HasInvalidIndex |= slice.Token != JsonTokenType.Null;
        return -1;
    }
}
