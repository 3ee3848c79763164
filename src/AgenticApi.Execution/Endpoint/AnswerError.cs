using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Makes the <c>error</c> event that stands for an answer that is no response.</summary>
internal static class AnswerError
{
    private const string Error = "error", Message = "message", Detail = "detail", Code = "code";

    // Of an object that holds more than an error, what an error is known to have.
    private static readonly string[] Known = [Code, "type", "param"];

    /// <summary>The event for a server that could not be reached. Its message holds nothing of the exception's, which may name hosts and content.</summary>
    public static byte[] OfConnection(EndpointExchange exchange)
    {
        var kind = exchange.Exception is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } e ? e.HttpRequestError.ToString() : exchange.Exception?.GetType().Name;
        var text = string.Create(CultureInfo.InvariantCulture, $"The server could not be reached, or the connection broke before an event came ({kind}). Attempts: {exchange.Attempts}.");
        return Write("connection_failed", text, default, all: false);
    }

    /// <summary>The event for an answer.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="body">Its body, or the beginning of it.</param>
    public static byte[] Of(int status, ReadOnlySpan<byte> body)
    {
        body = AnswerKind.WithoutMark(body);
        try
        {
            var reader = new Utf8JsonReader(body);
            if (JsonElement.TryParseValue(ref reader, out var json) && Find(json.Value) is { } found)
            {
                return Write(CodeOf(status), MessageOf(status, PlainText.Line(found.Text)), found.Error, found.IsWhole);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // JSON that is damaged, or holds text that is no Unicode, is told as it stands.
        }

        var text = Encoding.UTF8.GetString(body);
        return Write(CodeOf(status), MessageOf(status, text.AsSpan().TrimStart() is ['<', ..] ? PlainText.OfPage(text) : PlainText.Line(text)), default, all: false);
    }

    private static string CodeOf(int status) => string.Create(CultureInfo.InvariantCulture, $"http_{status}");

    private static string MessageOf(int status, string said) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP {status}{(EndpointAnswers.IsSuccess(status) ? ", but no response" : "")}{(said.Length > 0 ? ": " : ", without a text.")}{said}");

    /// <summary>Finds what a body says of an error, in the ways in which servers say it.</summary>
    /// <returns>Null where it says nothing.</returns>
    private static Said? Find(JsonElement json) => json switch
    {
        { ValueKind: JsonValueKind.String } => new Said(json.GetString()!, default, IsWhole: false),
        { ValueKind: JsonValueKind.Array } when json.GetArrayLength() > 0 => Find(json[0]),
        { ValueKind: not JsonValueKind.Object } => null,

        // {"error":{…}}, as OpenAI has it.
        _ when Member(json, Error) is { ValueKind: JsonValueKind.Object } error => new Said(StringOf(error, Message) ?? error.GetRawText(), error, IsWhole: true),

        // {"message":…} of gateways, beside which "error" is the name of the status; vLLM's flat error.
        _ when StringOf(json, Message) is { } message => new Said(message, json, IsWhole: false),
        _ when StringOf(json, Error) is { } error => new Said(error, json, IsWhole: false),

        // {"detail":…} of FastAPI: a text, an object of the above, or what is wrong where.
        _ when Member(json, Detail) is { ValueKind: JsonValueKind.Array } list => new Said(string.Join("; ", list.EnumerateArray().Select(Fault)), json, IsWhole: false),
        _ when Member(json, Detail) is { ValueKind: JsonValueKind.String or JsonValueKind.Object } detail => Find(detail),
        _ => null,
    };

    /// <summary>A row of FastAPI's validation: <c>{"loc":["body","input"],"msg":"Field required"}</c>.</summary>
    private static string Fault(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object || StringOf(row, "msg") is not { } text)
        {
            return row.ToString();
        }

        return Member(row, "loc") is { ValueKind: JsonValueKind.Array } place ? $"{string.Join('.', place.EnumerateArray())}: {text}" : text;
    }

    private static JsonElement Member(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : default;

    private static string? StringOf(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static byte[] Write(string code, string message, JsonElement error, bool all)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, Error);
            writer.WriteStartObject(Error);
            var hasCode = false;
            foreach (var member in error.ValueKind == JsonValueKind.Object ? error.EnumerateObject() : default)
            {
                var isCode = member.Name == Code && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number;
                if (isCode || (member.Name is not (Code or Message) && (all || Known.Contains(member.Name))))
                {
                    hasCode |= isCode;
                    member.WriteTo(writer);
                }
            }

            if (!hasCode)
            {
                writer.WriteString(Code, code);
            }

            writer.WriteString(Message, message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What a body says of an error.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Error">The object that it stands in; undefined where it is no object.</param>
    /// <param name="IsWhole">Whether that object is an error and nothing else.</param>
    private readonly record struct Said(string Text, JsonElement Error, bool IsWhole);
}
