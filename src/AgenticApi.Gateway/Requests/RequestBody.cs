using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Reads the bodies of requests.</summary>
internal static class RequestBody
{
    /// <summary>Reads a JSON object; an empty body is one without members where that is allowed.</summary>
    /// <exception cref="GatewayException">The body is none, or too large.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context, bool mayBeEmpty = false)
    {
        if (context.Request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
        {
            throw new GatewayException(StatusCodes.Status415UnsupportedMediaType, "Compressed bodies are not taken. Send the body without Content-Encoding.");
        }

        // Its own stream, and not one from a pool: what a large request takes goes with the request.
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            if (body.Length == 0 && mayBeEmpty)
            {
                return JsonElement.Parse("{}"u8);
            }

            return Checked(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
        catch (BadHttpRequestException e)
        {
            throw new GatewayException(e.StatusCode, e.Message);
        }
    }

    /// <summary>Reads a JSON object.</summary>
    /// <exception cref="GatewayException">It is none.</exception>
    public static JsonElement Checked(ReadOnlyMemory<byte> utf8Json)
    {
        JsonElement json;
        try
        {
            json = ChatJson.Parse(utf8Json);
        }
        catch (JsonException)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "The body is no JSON. Send a JSON object.");
        }

        return json.ValueKind == JsonValueKind.Object ? json : throw new GatewayException(StatusCodes.Status400BadRequest, "The body must be a JSON object.");
    }
}
