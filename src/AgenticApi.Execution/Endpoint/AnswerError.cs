using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Makes the <c>error</c> event that replaces an answer that is not a response.</summary>
internal static class AnswerError
{
    private const string Error = "error", Message = "message", Detail = "detail", Code = "code";

    // The members that are kept of an object that is not only an error.
    private static readonly string[] Known = [Code, "type", "param"];

    /// <summary>Returns the event for a failed connection. The message has nothing of the exception's message, which may contain hosts and content.</summary>
    public static byte[] OfConnection(EndpointExchange exchange)
    {
        var kind = exchange.Exception is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } e ? e.HttpRequestError.ToString() : exchange.Exception?.GetType().Name;
        var text = string.Create(CultureInfo.InvariantCulture, $"The server could not be reached, or the connection broke before the first event ({kind}). Attempts: {exchange.Attempts}.");
        return Write("connection_failed", text, default, all: false);
    }

    /// <summary>Returns the event for an answer that is not a response.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body, or its beginning.</param>
    public static byte[] Of(int status, ReadOnlySpan<byte> body)
    {
        body = AnswerKind.WithoutByteOrderMark(body);
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
            // Damaged JSON, and JSON with invalid Unicode, is shown as plain text.
        }

        var text = Encoding.UTF8.GetString(body);
        return Write(CodeOf(status), MessageOf(status, text.AsSpan().TrimStart() is ['<', ..] ? PlainText.OfPage(text) : PlainText.Line(text)), default, all: false);
    }

    private static string CodeOf(int status) => string.Create(CultureInfo.InvariantCulture, $"http_{status}");

    private static string MessageOf(int status, string said) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP {status}{(EndpointAnswers.IsSuccess(status) ? ", but no response" : "")}{(said.Length > 0 ? ": " : ", without a text.")}{said}");

    /// <summary>Finds the error in a body, in the forms that servers use.</summary>
    /// <returns>The error; null if there is none.</returns>
    private static ErrorText? Find(JsonElement json) => json switch
    {
        { ValueKind: JsonValueKind.String } => new ErrorText(json.GetString()!, default, IsWhole: false),
        { ValueKind: JsonValueKind.Array } when json.GetArrayLength() > 0 => Find(json[0]),
        { ValueKind: not JsonValueKind.Object } => null,

        // {"error":{…}} of OpenAI.
        _ when Member(json, Error) is { ValueKind: JsonValueKind.Object } error => new ErrorText(StringOf(error, Message) ?? error.GetRawText(), error, IsWhole: true),

        // {"message":…} of gateways, where "error" is the name of the status, and of vLLM.
        _ when StringOf(json, Message) is { } message => new ErrorText(message, json, IsWhole: false),
        _ when StringOf(json, Error) is { } error => new ErrorText(error, json, IsWhole: false),

        // {"detail":…} of FastAPI: a text, one of the objects above, or a list of validation errors.
        _ when Member(json, Detail) is { ValueKind: JsonValueKind.Array } list => new ErrorText(string.Join("; ", list.EnumerateArray().Select(Fault)), json, IsWhole: false),
        _ when Member(json, Detail) is { ValueKind: JsonValueKind.String or JsonValueKind.Object } detail => Find(detail),
        _ => null,
    };

    /// <summary>Formats a validation error of FastAPI: <c>{"loc":["body","input"],"msg":"Field required"}</c>.</summary>
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

    /// <summary>An error that was found in a body.</summary>
    /// <param name="Text">The message.</param>
    /// <param name="Error">The object that has the message; undefined if it is not in an object.</param>
    /// <param name="IsWhole">Whether the object describes the error and nothing else, so that all its members are kept.</param>
    private readonly record struct ErrorText(string Text, JsonElement Error, bool IsWhole);
}
