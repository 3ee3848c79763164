using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Reads the errors of the model's server. The client gets them, because its request may be the cause.</summary>
internal static class UpstreamRefusal
{
    // A longer body is not an error in the API's form.
    private const int MaxBytes = 64 * 1024;

    /// <summary>Returns the error of an answer.</summary>
    /// <param name="response">The answer, with a status that is not a success. It is disposed.</param>
    /// <param name="key">The gateway's key for the model's server, which clients must not see; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<GatewayException> ReadAsync(HttpResponseMessage response, string? key, CancellationToken cancellationToken)
    {
        using var _ = response;
        var given = (int)response.StatusCode;
        // A status that is not an error, for example a redirect, would mislead the client.
        var status = given >= 400 ? given : StatusCodes.Status502BadGateway;
        var error = new GatewayError(status, $"The model's server answered with status {given}.") { RetryAfter = response.Headers.RetryAfter?.ToString() };
        // The client cannot do anything about an invalid key of the gateway.
        if (key is not null && given is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            return new(error with { Status = StatusCodes.Status502BadGateway, Message = $"The model's server refused the key of the gateway with status {given}.", Code = "upstream_key_refused" });
        }

        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var body = new byte[MaxBytes];
            var length = await stream.ReadAtLeastAsync(body, MaxBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var upstreamError = ChatError.Find(JsonElement.Parse(body.AsSpan(0, length)));
            if (ChatError.Message(upstreamError) is { } message)
            {
                var (param, code, type) = (upstreamError.Member("param").Text(), upstreamError.Member("code").Text(), upstreamError.Member("type").Text());
                if (key is null || !$"{message} {param} {code} {type}".Contains(key, StringComparison.Ordinal))
                {
                    return new(error with { Message = message, Param = param, Code = code, Type = type });
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or InvalidDataException or HttpRequestException)
        {
            // The body is not an error in the API's form. Only the status is known.
        }

        return new(error);
    }
}
