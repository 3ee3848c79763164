using System.Text.Encodings.Web;
using System.Text.Json;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>The error that a client gets instead of a response.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">What is wrong and what to do. Never content.</param>
/// <param name="Param">The field of the request; null if the error does not belong to a field.</param>
/// <param name="Code">The error's code; null for none.</param>
/// <param name="Type">The error's type; null for the default of the status.</param>
internal sealed record GatewayError(int Status, string Message, string? Param = null, string? Code = null, string? Type = null)
{
    // Clients print the body without parsing it, so apostrophes are not escaped. The content type prevents browsers from reading it as HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value of <c>Retry-After</c>; null for no such header.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The error for a response that could not be stored.</summary>
    public static GatewayError NotKept { get; } = new(StatusCodes.Status500InternalServerError, "The response could not be stored and was therefore not sent. Retry the request.", Code: "response_not_kept");

    /// <summary>Returns the error for a record that does not exist or has another owner.</summary>
    public static GatewayError NotFound(string kind, string id, string? param = null) => new(
        StatusCodes.Status404NotFound,
        // Only valid ids are repeated: other text may be content, and of any length.
        StoreNames.IsId(id) ? $"{kind} with id '{id}' not found." : $"{kind} not found: the id is not valid.",
        param);

    /// <summary>Answers a request with the error in the API's form. Aborts an answer that has started.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            // Part of the answer was sent. Only an abort tells the client that it is not complete.
            context.Abort();
            return;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        if (RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = RetryAfter;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            using var json = new Utf8JsonWriter(context.Response.BodyWriter, Readable);
            json.WriteStartObject();
            WriteTo(json);
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Writes the member <c>error</c> of an object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("error");
        json.WriteString("message", Message);
        json.WriteString("type", Type ?? (Status < 500 ? "invalid_request_error" : "server_error"));
        json.WriteString("param", Param);
        json.WriteString("code", Code);
        json.WriteEndObject();
    }
}
