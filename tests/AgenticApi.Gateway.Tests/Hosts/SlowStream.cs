using System.Diagnostics;
using System.Text;
using AgenticApi.Gateway.Tests.Keeping;

namespace AgenticApi.Gateway.Tests.Hosts;

/// <summary>A client's stream: what it saw of a response, and when, until the response or the gateway ended.</summary>
internal sealed class SlowStream(int number, string? conversation)
{
    private readonly List<(string Frame, long At)> _frames = [];

    public int Number => number;

    public string? Conversation => conversation;

    public SlowSpeech Speech { get; } = new(number);

    /// <summary>The events that it saw whole, as they came.</summary>
    public IReadOnlyList<string> Frames => [.. _frames.Select(frame => frame.Frame)];

    /// <summary>The response's id; null if the client was not told.</summary>
    public string? Id => _frames.Count == 0 ? null : Events[0].GetProperty("response").Text("id");

    /// <summary>Whether it saw the terminal event.</summary>
    public bool IsTold { get; private set; }

    public List<System.Text.Json.JsonElement> Events => KeptClient.Events(string.Concat(Frames));

    /// <summary>How many events it had seen at a time.</summary>
    public int CountBefore(long timestamp) => _frames.Count(frame => frame.At < timestamp);

    /// <summary>Asks, and reads until the end.</summary>
    /// <param name="client">A client of the gateway.</param>
    /// <param name="told">Called when it has seen the terminal event.</param>
    public async Task ReadAsync(HttpClient client, Action told)
    {
        var how = conversation is not null ? $",\"conversation\":\"{conversation}\"" : number % 4 == 1 ? ",\"background\":true" : "";
        using var request = new HttpRequestMessage(HttpMethod.Post, "responses")
        {
            Content = new StringContent($$"""{"model":"m","stream":true,"input":"{{number}}"{{how}}}""", null, "application/json"),
        };
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.IsSuccessStatusCode.Should().BeTrue();
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
            var frame = new StringBuilder();
            while (await reader.ReadLineAsync() is { } line)
            {
                frame.Append(line).Append('\n');
                if (line.Length == 0)
                {
                    _frames.Add((frame.ToString(), Stopwatch.GetTimestamp()));
                    frame.Clear();
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The gateway was killed.
        }

        IsTold = _frames.Count > 0 && Events[^1].Text("type") is EventTypes.Completed;
        if (IsTold)
        {
            told();
        }
    }
}
