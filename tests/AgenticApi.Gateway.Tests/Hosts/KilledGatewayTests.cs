using System.Diagnostics;
using System.Text;
using AgenticApi.Cli.Tests.Gateway;
using AgenticApi.Gateway.Tests.Keeping;
using AgenticApi.PostgreSql.Tests.Support;

namespace AgenticApi.Gateway.Tests.Hosts;

/// <summary>
/// The tool's gateway is killed in the middle of 50 streams. Each response that was told as kept is whole on another gateway and can be
/// continued; each other ends as failed there, with what was said.
/// </summary>
[Collection(SharedPostgresServer.Name)]
public sealed class KilledGatewayTests(PostgresServer server)
{
    private const int Streams = 50;
    private const string Variable = "GATEWAY_STORE";

    // What is older than this when the gateway dies is kept.
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(1);

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Response_of_a_killed_gateway_is_whole_or_failed_on_another(int seed)
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
    public async Task Response_of_a_killed_gateway_is_whole_or_failed_when_it_is_started_again_on_its_folder(int seed)
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
        streams.Count(stream => stream.IsTold).Should().BeInRange(5, Streams - 1);

        using var other = Client(await survive());
        await Task.WhenAll(streams.Select(stream => stream.IsTold ? KeepsAsync(other, stream) : EndsAsync(other, stream, killed - (long)(Lag.TotalSeconds * Stopwatch.Frequency))));
    }

    /// <summary>A response that was told is there as it was told, and is continued.</summary>
    private static async Task KeepsAsync(HttpClient other, SlowStream stream)
    {
        var kept = await other.GetJsonAsync($"responses/{stream.Id}");
        var folded = KeptClient.Fold(stream.Events).Response;

        kept.GetRawText().Should().Be(folded.ToJson());
        SlowSpeech.Of(folded).Should().Be(stream.Speech.Whole);
        (await other.GetStringAsync(new Uri($"responses/{stream.Id}?stream=true", UriKind.Relative))).Should().Be(string.Concat(stream.Frames));
        var after = stream.Frames.Count / 2;
        (await other.GetStringAsync(new Uri($"responses/{stream.Id}?stream=true&starting_after={after}", UriKind.Relative))).Should().Be(string.Concat(stream.Frames.Skip(after + 1)));
        (await ContinueAsync(other, stream, folded)).OutputText.Should().Be(stream.Speech.Whole);
    }

    /// <summary>Another ends, and nothing of it is half.</summary>
    private static async Task EndsAsync(HttpClient other, SlowStream stream, long lagged)
    {
        if (stream.Id is { } id)
        {
            var events = await other.GetStringAsync(new Uri($"responses/{id}?stream=true", UriKind.Relative));
            var frames = events.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => frame + "\n\n").ToList();
            var folded = KeptClient.Fold(KeptClient.Events(events)).Response;
            var kept = await other.GetJsonAsync($"responses/{id}");
            kept.GetRawText().Should().Be(folded.ToJson());
            if (folded.Status == "failed")
            {
                // Perhaps all of it, where the gateway died between the last word and the end.
                stream.Speech.Whole.Should().StartWith(SlowSpeech.Of(folded));
                frames.RemoveAt(frames.Count - 1);
                frames.Count.Should().BeGreaterThanOrEqualTo(stream.CountBefore(lagged), "what was said earlier is kept");
            }
            else
            {
                // It was kept, and its client was not told any more.
                (folded.Status, SlowSpeech.Of(folded)).Should().Be(("completed", stream.Speech.Whole));
            }

            var both = Math.Min(frames.Count, stream.Frames.Count);
            frames.Take(both).Should().Equal(stream.Frames.Take(both));
        }

        if (stream.Conversation is { } conversation)
        {
            await UsableAsync(other, conversation);
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

    /// <summary>The turn of a response whose host died ends with its lease.</summary>
    private static async Task UsableAsync(HttpClient other, string conversation)
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
