using System.Diagnostics;
using System.Text;
using AgenticApi.Gateway.Tests.Keeping;

namespace AgenticApi.Gateway.Tests.Hosts;

/// <summary>The events of a response that a client has received, with their times, until the response or the gateway has ended.</summary>
internal sealed class SlowStream(int number, string? conversation)
{
    private readonly List<(string Frame, long At)> _frames = [];

    public int Number => number;

    public string? Conversation => conversation;

    public SlowSpeech Speech { get; } = new(number);

    /// <summary>The complete events that were received, as server-sent events.</summary>
    public IReadOnlyList<string> Frames => [.. _frames.Select(frame => frame.Frame)];

    /// <summary>The id of the response; null if no event was received.</summary>
    public string? Id => _frames.Count == 0 ? null : Events.ResponseId();

    /// <summary>Whether the terminal event was received.</summary>
    public bool HasEnded { get; private set; }

    public List<System.Text.Json.JsonElement> Events => GatewayClient.Events(string.Concat(Frames));

    /// <summary>Returns the number of events that were received before a time.</summary>
    public int CountBefore(long timestamp) => _frames.Count(frame => frame.At < timestamp);

    /// <summary>Sends the request and reads the stream to its end.</summary>
    /// <param name="client">A client of the gateway.</param>
    /// <param name="ended">Called when the terminal event was received.</param>
    public async Task ReadAsync(HttpClient client, Action ended)
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

        HasEnded = _frames.Count > 0 && Events[^1].Text("type") is EventTypes.Completed;
        if (HasEnded)
        {
            ended();
        }
    }
}
