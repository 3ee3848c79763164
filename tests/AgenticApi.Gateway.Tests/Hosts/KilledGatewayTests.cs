using System.Diagnostics;
using System.Text;
using AgenticApi.Cli.Tests.Gateway;
using AgenticApi.Gateway.Tests.Keeping;
using AgenticApi.PostgreSql.Tests.Support;

namespace AgenticApi.Gateway.Tests.Hosts;

/// <summary>
/// The gateway of the tool is killed during 50 streams. On another gateway, each response whose client saw the terminal event is complete and can be
/// continued. Each other response ends as failed there, with the output so far.
/// </summary>
[Collection(SharedPostgresServer.Name)]
public sealed class KilledGatewayTests(PostgresServer server)
{
    private const int Streams = 50;
    private const string Variable = "GATEWAY_STORE";

    // Events that were sent at least this time before the gateway was killed must be stored.
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(1);

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Response_of_a_killed_gateway_is_complete_or_failed_on_another_gateway(int seed)
    {
        await using var model = await SlowModel.StartAsync();
        var connection = $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database=postgres";
        Task<RunningGateway> StartAsync() => KilledGatewayTests.StartAsync(model, $"env:{Variable}", (Variable, connection));
        await using var dying = await StartAsync();
        await using var other = await StartAsync();

        await KillAsync(dying, () => Task.FromResult(other), seed);
    }

    [Theory]
    [InlineData(4)]
    public async Task Response_of_a_killed_gateway_is_complete_or_failed_after_a_restart_with_the_same_folder(int seed)
    {
        await using var model = await SlowModel.StartAsync();
        var folder = Directory.CreateTempSubdirectory("agentic-api-gateway-").FullName;
        try
        {
            await using var dying = await StartAsync(model, folder);
            RunningGateway? again = null;
            await using var stopping = new Later(() => again?.DisposeAsync() ?? default);
            await KillAsync(dying, async () => again = await StartAsync(model, folder), seed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<RunningGateway> StartAsync(SlowModel model, string store, params (string Name, string Value)[] environment) =>
        RunningGateway.StartAsync(["--upstream", model.Url, "--store", store, "--lease", "3"], environment);

    private static async Task KillAsync(RunningGateway dying, Func<Task<RunningGateway>> survive, int seed)
    {
        var random = new Random(seed);
        using var client = Client(dying);
        var streams = new List<SlowStream>();
        for (var i = 0; i < Streams; i++)
        {
            var conversation = i % 5 == 0 ? (await client.PostJsonAsync("conversations", "{}")).Text("id") : null;
            streams.Add(new SlowStream((seed * 1000) + i, conversation));
        }

        using var told = new SemaphoreSlim(0);
        var reading = streams.Select(stream => stream.ReadAsync(client, () => told.Release())).ToArray();
        for (var count = random.Next(5, 35); count > 0; count--)
        {
            (await told.WaitAsync(TimeSpan.FromSeconds(60))).Should().BeTrue();
        }

        await Task.Delay(random.Next(200));
        await dying.SignalAsync("KILL");
        var killed = Stopwatch.GetTimestamp();
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(30));
        streams.Count(stream => stream.HasEnded).Should().BeInRange(5, Streams - 1);

        using var other = Client(await survive());
        await Task.WhenAll(streams.Select(stream => stream.HasEnded ? CheckCompletedAsync(other, stream) : CheckInterruptedAsync(other, stream, killed - (long)(Lag.TotalSeconds * Stopwatch.Frequency))));
    }

    /// <summary>Checks that a response whose client saw the terminal event is stored as the client saw it, and can be continued.</summary>
    private static async Task CheckCompletedAsync(HttpClient other, SlowStream stream)
    {
        var kept = await other.GetJsonAsync($"responses/{stream.Id}");
        var folded = GatewayClient.Fold(stream.Events).Response;

        kept.GetRawText().Should().Be(folded.ToJson());
        SlowSpeech.Of(folded).Should().Be(stream.Speech.Whole);
        (await other.GetStringAsync(new Uri($"responses/{stream.Id}?stream=true", UriKind.Relative))).Should().Be(string.Concat(stream.Frames));
        var after = stream.Frames.Count / 2;
        (await other.GetStringAsync(new Uri($"responses/{stream.Id}?stream=true&starting_after={after}", UriKind.Relative))).Should().Be(string.Concat(stream.Frames.Skip(after + 1)));
        (await ContinueAsync(other, stream, folded)).OutputText.Should().Be(stream.Speech.Whole);
    }

    /// <summary>Checks that a response whose client saw no terminal event ends, with all events that were sent early enough.</summary>
    private static async Task CheckInterruptedAsync(HttpClient other, SlowStream stream, long sentBefore)
    {
        if (stream.Id is { } id)
        {
            var events = await other.GetStringAsync(new Uri($"responses/{id}?stream=true", UriKind.Relative));
            var frames = events.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => frame + "\n\n").ToList();
            var folded = GatewayClient.Fold(GatewayClient.Events(events)).Response;
            var kept = await other.GetJsonAsync($"responses/{id}");
            kept.GetRawText().Should().Be(folded.ToJson());
            if (folded.Status == "failed")
            {
                // It may be the whole text, if the gateway was killed between the last delta and the end.
                stream.Speech.Whole.Should().StartWith(SlowSpeech.Of(folded));
                frames.RemoveAt(frames.Count - 1);
                frames.Count.Should().BeGreaterThanOrEqualTo(stream.CountBefore(sentBefore), "earlier events are stored");
            }
            else
            {
                // The end was stored, but the terminal event did not reach the client.
                (folded.Status, SlowSpeech.Of(folded)).Should().Be(("completed", stream.Speech.Whole));
            }

            var both = Math.Min(frames.Count, stream.Frames.Count);
            frames.Take(both).Should().Equal(stream.Frames.Take(both));
        }

        if (stream.Conversation is { } conversation)
        {
            await CheckUnlockedAsync(other, conversation);
        }
    }

    private static async Task<Response> ContinueAsync(HttpClient other, SlowStream stream, Response response)
    {
        var input = stream.Speech.IsCall
            ? $$"""[{"type":"function_call_output","call_id":"{{response.FunctionCalls.First().CallId}}","output":"seen"}]"""
            : "\"echo\"";
        var before = stream.Conversation is { } conversation ? $"\"conversation\":\"{conversation}\"" : $"\"previous_response_id\":\"{stream.Id}\"";
        var answer = await other.PostJsonAsync("responses", $$"""{"model":"m","input":{{input}},{{before}}}""");
        return ResponseAccumulator.FromJson(Encoding.UTF8.GetBytes(answer.GetRawText()), new() { Strict = true }).Response;
    }

    /// <summary>Checks that a conversation is unlocked when the lease of the killed host expires.</summary>
    private static async Task CheckUnlockedAsync(HttpClient other, string conversation)
    {
        for (var look = 0; ; look++)
        {
            using var content = new StringContent("""{"items":[{"role":"user","content":"Still there?"}]}""", null, "application/json");
            using var answer = await other.PostAsync(new Uri($"conversations/{conversation}/items", UriKind.Relative), content);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            ((int)answer.StatusCode, look).Should().Match<(int Status, int Look)>(seen => seen.Status == 409 && seen.Look < 100);
            await Task.Delay(100);
        }
    }

    private static HttpClient Client(RunningGateway gateway) => new() { BaseAddress = new Uri(gateway.BaseUrl + "/"), Timeout = TimeSpan.FromSeconds(60) };

    private sealed class Later(Func<ValueTask> dispose) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => dispose();
    }
}
