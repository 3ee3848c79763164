using System.Text;

namespace AgenticApi.Cassettes.Tests;

/// <summary>Sends what tests send.</summary>
internal static class Client
{
    public const string Path = "/v1/responses";

    public static HttpClient Over(HttpMessageHandler handler) => new(handler) { BaseAddress = new Uri("http://127.0.0.1:9") };

    public static HttpRequestMessage Post(string body, string path = Path) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>Sends a body and reads the answer to its end.</summary>
    public static async Task<byte[]> AskAsync(this HttpMessageHandler handler, string body, string path = Path)
    {
        using var client = Over(handler);
        using var response = await client.SendAsync(Post(body, path), HttpCompletionOption.ResponseHeadersRead);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
