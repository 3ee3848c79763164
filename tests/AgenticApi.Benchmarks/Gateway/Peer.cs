using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks.Gateway;

/// <summary>
/// The two sides of a gateway in a process of its own, so that their time is not the gateway's: the model's server behind it, and its clients.
/// Each line of standard input is a command, answered by a line.
/// </summary>
internal static class Peer
{
    public const string Option = "--gateway-peer";

    /// <summary>Writes the port of the model's server, and obeys until standard input ends.</summary>
    public static async Task RunAsync()
    {
        using var upstream = new PeerUpstream();
        upstream.Start();
        Console.WriteLine(upstream.Port);
        using var client = new HttpClient();
        Task held = Task.CompletedTask;
        while (Console.In.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (words)
            {
                case ["run", var url, var count]:
                    Console.WriteLine(await Together(client, url, Number(count), "Hi."));
                    break;
                case ["first", var url, var count]:
                    Console.WriteLine((await FirstAsync(client, url, Number(count))).ToString(CultureInfo.InvariantCulture));
                    break;
                case ["hold", var url, var count]:
                    held = Together(client, url, Number(count), PeerUpstream.Hold);
                    while (upstream.Holding < Number(count) && !held.IsFaulted)
                    {
                        await Task.Delay(20);
                    }

                    await Task.Delay(500);
                    Console.WriteLine("held");
                    break;
                case ["go"]:
                    upstream.Go();
                    await held;
                    Console.WriteLine("gone");
                    break;
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<int> Together(HttpClient client, string url, int count, string text) =>
        (await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ReadAsync(client, url, text)))).Sum();

    /// <summary>The median of the microseconds from a request to the first byte of its answer's body, one request after the other.</summary>
    private static async Task<double> FirstAsync(HttpClient client, string url, int count)
    {
        var times = new List<double>();
        var buffer = new byte[1024];
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await AskAsync(client, url, "Hi.");
            await using var body = await answer.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(buffer.AsMemory(0, 1));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return Median.Of(times);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <returns>Its bytes.</returns>
    private static async Task<int> ReadAsync(HttpClient client, string url, string text)
    {
        using var answer = await AskAsync(client, url, text);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[4096];
        var bytes = 0;
        while (await body.ReadAsync(buffer) is > 0 and var count)
        {
            bytes += count;
        }

        return bytes > PeerUpstream.Tokens * 100 ? bytes : throw new InvalidOperationException($"Only {bytes} bytes came.");
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string url, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent($$"""{"model":"m","input":"{{text}}","stream":true}""") };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.EnsureSuccessStatusCode();
    }
}
