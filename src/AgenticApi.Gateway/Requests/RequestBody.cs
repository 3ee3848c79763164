using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body of a request as a JSON object.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mayBeEmpty">Whether an empty body counts as <c>{}</c>.</param>
    /// <exception cref="GatewayException">The body is compressed, too large, too slow, or not a JSON object.</exception>
    public static async Task<JsonElement> ReadAsync(HttpContext context, bool mayBeEmpty = false)
    {
        if (context.Request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
        {
            throw new GatewayException(StatusCodes.Status415UnsupportedMediaType, "Compressed bodies are not supported. Send the body without Content-Encoding.");
        }

        // Not pooled, so that the memory of a large request is freed with the request.
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            if (body.Length == 0 && mayBeEmpty)
            {
                return JsonElement.Parse("{}"u8);
            }

            return Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
        catch (BadHttpRequestException e)
        {
            throw new GatewayException(e.StatusCode, e.Message);
        }
    }

    /// <summary>Parses a JSON object.</summary>
    /// <exception cref="GatewayException">The text is not a JSON object.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8Json)
    {
        JsonElement json;
        try
        {
            json = ChatJson.Parse(utf8Json);
        }
        catch (JsonException)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "The body is not valid JSON. Send a JSON object.");
        }

        return json.ValueKind == JsonValueKind.Object ? json : throw new GatewayException(StatusCodes.Status400BadRequest, "The body must be a JSON object.");
    }
}
