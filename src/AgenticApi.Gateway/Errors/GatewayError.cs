using System.Text.Encodings.Web;
using System.Text.Json;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>A request that gets an error and no response.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">What is wrong, and what would be right. Nothing of the content.</param>
/// <param name="Param">Where in the request; null where it is no field's.</param>
/// <param name="Code">The error's code; null for none.</param>
/// <param name="Type">The error's type; null for the usual one of the status.</param>
internal sealed record GatewayError(int Status, string Message, string? Param = null, string? Code = null, string? Type = null)
{
    // Clients print the body as it is: an apostrophe reads better than its escape, and nobody takes JSON of this type for HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>When to ask again, as <c>Retry-After</c> says it; null for not said.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The error of a response that the store did not take.</summary>
    public static GatewayError NotKept { get; } = new(StatusCodes.Status500InternalServerError, "The response could not be kept, so it was not sent.", Code: "response_not_kept");

    /// <summary>The error of a record that is not there, or is another client's.</summary>
    public static GatewayError NotFound(string kind, string id, string? param = null) => new(
        StatusCodes.Status404NotFound,
        // What is no id may be anything, and as long as the client likes.
        StoreNames.IsId(id) ? $"{kind} with id '{id}' not found." : $"{kind} not found: this is no id.",
        param);

    /// <summary>Answers with it, as servers of this API do.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            // The client has half of an answer: an abort is the only way to say that it is no whole one.
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

    /// <summary>Writes it as the member <c>error</c>.</summary>
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
