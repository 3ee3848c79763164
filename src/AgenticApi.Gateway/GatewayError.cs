using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>A request that gets an error and no response.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">What is wrong, and what would be right. Nothing of the content.</param>
/// <param name="Param">Where in the request; null where it is no field's.</param>
/// <param name="Code">The error's code; null for none.</param>
internal sealed record GatewayError(int Status, string Message, string? Param = null, string? Code = null)
{
    /// <summary>Answers with it, as servers of this API do.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", Message);
            json.WriteString("type", Status < 500 ? "invalid_request_error" : "server_error");
            json.WriteString("param", Param);
            json.WriteString("code", Code);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}

/// <summary>Carries an error out of what finds it.</summary>
internal sealed class GatewayException(GatewayError error) : Exception(error.Message)
{
    public GatewayError Error { get; } = error;
}
