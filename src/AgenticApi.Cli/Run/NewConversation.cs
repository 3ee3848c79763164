using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>Begins a conversation that the server keeps.</summary>
internal static class NewConversation
{
    /// <summary>The id of a new conversation.</summary>
    /// <exception cref="InputException">The server gives none, or cannot be reached.</exception>
    public static async Task<string> BeginAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
            using var response = await client.PostAsync(new Uri("conversations", UriKind.Relative), body, cancellationToken).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return IdOf(text) ?? throw new InputException($"the server answered {(int)response.StatusCode} to a request for a conversation, without an id.");
        }
        catch (HttpRequestException e)
        {
            throw new InputException($"the server gave no conversation: {e.Message}");
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
