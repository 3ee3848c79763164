using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>What the model's server refused with, told to the client as it told us: the fault may be the client's.</summary>
internal static class UpstreamRefusal
{
    // What an error needs; more is none.
    private const int MaxBytes = 64 * 1024;

    /// <summary>Reads a refusal.</summary>
    /// <param name="response">The answer. It is disposed.</param>
    /// <param name="key">The operator's key, which no client may see; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<GatewayException> ReadAsync(HttpResponseMessage response, string? key, CancellationToken cancellationToken)
    {
        using var _ = response;
        var given = (int)response.StatusCode;
        // What is no error (a redirect, say) would mean something else to the client.
        var status = given >= 400 ? given : StatusCodes.Status502BadGateway;
        var error = new GatewayError(status, $"The model's server answered {given}.") { RetryAfter = response.Headers.RetryAfter?.ToString() };
        // With the operator's key, what is wrong with it is no business of the client.
        if (key is not null && given is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            return new(error with { Status = StatusCodes.Status502BadGateway, Message = $"The model's server refuses the gateway's key: it answered {given}.", Code = "upstream_key_refused" });
        }

        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var body = new byte[MaxBytes];
            var length = await stream.ReadAtLeastAsync(body, MaxBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var told = ChatError.Find(JsonElement.Parse(body.AsSpan(0, length)));
            if (ChatError.Message(told) is { } message && (key is null || !(message + told.GetRawText()).Contains(key, StringComparison.Ordinal)))
            {
                return new(error with { Message = message, Param = told.Member("param").Text(), Code = told.Member("code").Text(), Type = told.Member("type").Text() });
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or InvalidDataException or HttpRequestException)
        {
            // No error in the form of this API: the status must do.
        }

        return new(error);
    }
}
