using System.Net.Http.Headers;
using System.Text.Json;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Requests to a gateway, and the events of its streams.</summary>
internal static class GatewayClient
{
    public static async Task<JsonElement> JsonAsync(this HttpClient client, HttpMethod method, string path, string? body = null, int status = 200)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, null, "application/json") };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).Should().Be(status, text);
        answer.Content.Headers.ContentType.Should().Be(MediaTypeHeaderValue.Parse("application/json"));
        return JsonElement.Parse(text);
    }

    public static Task<JsonElement> GetJsonAsync(this HttpClient client, string path, int status = 200) => client.JsonAsync(HttpMethod.Get, path, null, status);

    public static Task<JsonElement> PostJsonAsync(this HttpClient client, string path, string body, int status = 200) => client.JsonAsync(HttpMethod.Post, path, body, status);

    /// <summary>Polls a response until it has a status.</summary>
    public static async Task<JsonElement> UntilAsync(this HttpClient client, string id, string status)
    {
        for (var look = 0; look < 400; look++)
        {
            var response = await client.GetJsonAsync($"/v1/responses/{id}");
            if (response.GetProperty("status").GetString() == status)
            {
                return response;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"The response has not become {status}.");
    }

    /// <summary>Reads the events of a stream to its end.</summary>
    public static async Task<List<JsonElement>> EventsAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        return Events(await answer.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Reads the events of a stream up to the one that contains a text.</summary>
    public static async Task<List<JsonElement>> EventsUntilAsync(this HttpResponseMessage answer, string text)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) ?? throw new EndOfStreamException($"The stream has ended without '{text}'.");
            read += line + "\n";
        }

        return Events(read);
    }

    /// <summary>Polls the items of a conversation, the oldest first, until there are at least <paramref name="count"/>, and checks their number.</summary>
    public static async Task<List<JsonElement>> ItemsAsync(this HttpClient client, string conversation, int count)
    {
        List<JsonElement> items = [];
        for (var look = 0; look < 400; look++)
        {
            items = [.. (await client.GetJsonAsync($"/v1/conversations/{conversation}/items?order=asc&limit=100")).GetProperty("data").EnumerateArray()];
            if (items.Count >= count)
            {
                break;
            }

            await Task.Delay(50);
        }

        items.Should().HaveCount(count);
        return items;
    }

    public static List<JsonElement> Events(string stream) =>
        [.. stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line[6..]))];

    /// <summary>Returns the id of the response in the first event.</summary>
    public static string ResponseId(this IReadOnlyList<JsonElement> events) => events[0].GetProperty("response").Text("id")!;

    /// <summary>Folds events strictly.</summary>
    public static AccumulatedResponse Fold(IEnumerable<JsonElement> events)
    {
        var accumulator = new ResponseAccumulator(new() { Strict = true });
        foreach (var json in events)
        {
            accumulator.Add(ResponseStreamEvent.Parse(System.Text.Encoding.UTF8.GetBytes(json.GetRawText())));
        }

        var result = accumulator.Finish();
        result.Deviations.Should().BeEmpty();
        return result;
    }

    public static string? Text(this JsonElement json, string member) => json.GetProperty(member).GetString();

    /// <summary>Returns the text of the first message of a response.</summary>
    public static string? OutputText(this JsonElement response) => response.GetProperty("output")[0].GetProperty("content")[0].Text("text");
}
