using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>Creates a conversation that the server stores.</summary>
internal static class NewConversation
{
    /// <summary>Creates a conversation and returns its id.</summary>
    /// <exception cref="InputException">The answer has no id, or the server cannot be reached.</exception>
    public static async Task<string> CreateAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
            using var response = await client.PostAsync(new Uri("conversations", UriKind.Relative), body, cancellationToken).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return IdOf(text) ?? throw new InputException($"the server created no conversation: it answered {(int)response.StatusCode} without an id.");
        }
        catch (HttpRequestException e)
        {
            throw new InputException($"the server created no conversation: {e.Message}");
        }
    }

    private static string? IdOf(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject json && json["id"] is JsonValue value && value.TryGetValue(out string? id) && id.Length > 0 ? id : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
