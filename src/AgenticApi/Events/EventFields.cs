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

    /// <summary>Whether <c>object</c> is <c>response</c>: the event is the response itself.</summary>
    public bool IsResponse;

    /// <summary>Whether the event has an <c>output</c> array, as a bare response has.</summary>
    public bool HasOutput;

    /// <summary>Reads the fields of one event.</summary>
    /// <param name="data">The event's JSON.</param>
    /// <param name="guess">The type id that is likely, the last event's for instance.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>False where the bytes are no JSON object.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, int guess, out EventFields fields)
    {
        fields = new EventFields { SequenceNumber = -1, OutputIndex = -1, PartIndex = -1, AnnotationIndex = -1 };
        try
        {
            var reader = new Utf8JsonReader(data);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                fields.ReadMember(ref reader);
            }

            if (reader.Read())
            {
                return false;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        fields.TypeId = fields.Type.IsString ? EventCatalog.Find(fields.Type.Of(data), guess) : EventCatalog.Unknown;
        return true;
    }

    /// <summary>
    /// Settles the type of an event whose JSON names none: a bare response, an error, or what the frame's <c>event:</c> line says.
    /// </summary>
    /// <param name="eventName">The frame's <c>event:</c> line; empty where there is none.</param>
    /// <param name="isBody">Whether the JSON stood without any frame: then it must be an event or a response.</param>
    /// <exception cref="ResponseProtocolException">It is neither.</exception>
    public void Resolve(string eventName, bool isBody)
    {
        if (Type.HasValue)
        {
            return;
        }

        TypeId = IsResponse || HasOutput ? EventCatalog.BareResponse
            : Error.HasValue ? EventCatalog.Find(EventTypes.Error)
            : EventCatalog.Find(eventName);
        if (isBody && TypeId == EventCatalog.Unknown)
        {
            throw new ResponseProtocolException(
                "The input is a JSON object and no response: it has neither \"object\": \"response\" nor an output nor an error. "
                + "Give the body of a blocking answer of the Responses API; Chat Completions have another form.");
        }
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            name = System.Text.Encoding.UTF8.GetBytes(JsonText.Unescape(name));
        }

        reader.Read();
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("type"u8):
                Take(ref reader, out Type);
                return;
            case 4 when name.SequenceEqual("item"u8) || name.SequenceEqual("part"u8):
            case 8 when name.SequenceEqual("response"u8):
            case 10 when name.SequenceEqual("annotation"u8):
                Take(ref reader, out Body);
                return;
            case 4 when name.SequenceEqual("text"u8) || name.SequenceEqual("code"u8) || name.SequenceEqual("diff"u8):
            case 5 when name.SequenceEqual("input"u8):
            case 7 when name.SequenceEqual("refusal"u8) || name.SequenceEqual("command"u8):
            case 9 when name.SequenceEqual("arguments"u8):
                Take(ref reader, out Value);
                return;
            case 4 when name.SequenceEqual("name"u8):
                Take(ref reader, out Name);
                return;
            case 5 when name.SequenceEqual("delta"u8):
                Take(ref reader, out Delta);
                return;
            case 5 when name.SequenceEqual("error"u8):
                Take(ref reader, out Error);
                return;
            case 6 when name.SequenceEqual("object"u8):
                IsResponse = reader.TokenType == JsonTokenType.String && reader.ValueSpan.SequenceEqual("response"u8);
                break;
            case 6 when name.SequenceEqual("output"u8):
                HasOutput = reader.TokenType == JsonTokenType.StartArray;
                Take(ref reader, out Value);
                return;
            case 7 when name.SequenceEqual("item_id"u8):
                Take(ref reader, out ItemId);
                return;
            case 8 when name.SequenceEqual("logprobs"u8):
                Take(ref reader, out Logprobs);
                return;
            case 12 when name.SequenceEqual("output_index"u8):
                OutputIndex = Index(ref reader);
                break;
            case 13 when name.SequenceEqual("content_index"u8) || name.SequenceEqual("summary_index"u8) || name.SequenceEqual("command_index"u8):
                PartIndex = Index(ref reader);
                break;
            case 15 when name.SequenceEqual("sequence_number"u8):
                SequenceNumber = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 ? number : -1;
                break;
            case 16 when name.SequenceEqual("annotation_index"u8):
                AnnotationIndex = Index(ref reader);
                break;
        }

        reader.Skip();
    }

    private static int Index(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index) && index >= 0 ? index : -1;

    private static void Take(ref Utf8JsonReader reader, out Slice slice)
    {
        var token = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        if (token == JsonTokenType.String)
        {
            slice = new Slice(start + 1, reader.ValueSpan.Length, token);
            return;
        }

        reader.Skip();
        slice = new Slice(start, (int)reader.BytesConsumed - start, token);
    }
}
