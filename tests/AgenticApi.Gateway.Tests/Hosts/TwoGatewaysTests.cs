using System.Text;
using AgenticApi.Cli.Tests.Gateway;
using AgenticApi.Gateway.Tests.Keeping;
using AgenticApi.PostgreSql.Tests.Support;

namespace AgenticApi.Gateway.Tests.Hosts;

/// <summary>Two gateways of the tool that share a PostgreSQL store.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class TwoGatewaysTests(PostgresServer server) : IAsyncLifetime
{
    private const string Variable = "GATEWAY_STORE";

    private readonly List<IAsyncDisposable> _running = [];
    private HttpClient _one = null!;
    private HttpClient _other = null!;

    public async Task InitializeAsync()
    {
        if (PostgresPrograms.Missing is not null)
        {
            return;
        }

        var model = await SlowModel.StartAsync();
        _running.Add(model);
        _one = await StartAsync(model);
        _other = await StartAsync(model);
    }

    public async Task DisposeAsync()
    {
        _one?.Dispose();
        _other?.Dispose();
        foreach (var running in Enumerable.Reverse(_running))
        {
            await running.DisposeAsync();
        }
    }

    [PostgresFact]
    public async Task Response_of_one_gateway_is_streamed_from_any_event_and_continued_on_the_other()
    {
        var stream = new SlowStream(number: 3, conversation: null);
        var reading = stream.ReadAsync(_one, () => { });
        while (stream.Frames.Count < 8)
        {
            await Task.Delay(20);
        }

        // While the response is being created: from its beginning and from the middle.
        var id = stream.Id;
        var following = ((int[])[-1, 0, 4, 7]).Select(async after => (after, await StreamAsync(_other, id!, after))).ToList();
        await reading;

        foreach (var (after, events) in await Task.WhenAll(following))
        {
            events.Should().Be(string.Concat(stream.Frames.Skip(after + 1)));
        }

        for (var after = -1; after < stream.Frames.Count + 2; after++)
        {
            (await StreamAsync(_other, id!, after)).Should().Be(string.Concat(stream.Frames.Skip(after + 1)));
        }

        var continued = await _other.PostJsonAsync("responses", $$"""{"model":"m","input":"echo","previous_response_id":"{{id}}"}""");
        ResponseAccumulator.FromJson(Encoding.UTF8.GetBytes(continued.GetRawText())).Response.OutputText.Should().Be(stream.Speech.Whole);
    }

    [PostgresTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Response_of_one_gateway_is_cancelled_on_the_other(int kind)
    {
        var stream = new SlowStream(Enumerable.Range(0, 1000).First(i => i % 3 == kind && new SlowSpeech(i) is { Pause: > 50, Deltas.Count: > 50 }), conversation: null);
        var reading = stream.ReadAsync(_one, () => { });
        while (stream.Frames.Count < 5)
        {
            await Task.Delay(20);
        }

        var cancelled = await _other.PostJsonAsync($"responses/{stream.Id}/cancel", "{}");
        await reading.WaitAsync(TimeSpan.FromSeconds(10));

        cancelled.Text("status").Should().Be("cancelled");
        (await _one.GetJsonAsync($"responses/{stream.Id}")).GetRawText().Should().Be(cancelled.GetRawText());
        GatewayClient.Fold(stream.Events).Response.Id.Should().Be(stream.Id);
        (await StreamAsync(_other, stream.Id!, -1)).Should().Be(string.Concat(stream.Frames));
    }

    private static Task<string> StreamAsync(HttpClient client, string id, int after) =>
        client.GetStringAsync(new Uri($"responses/{id}?stream=true{(after < 0 ? "" : $"&starting_after={after}")}", UriKind.Relative));

    private async Task<HttpClient> StartAsync(SlowModel model)
    {
        var gateway = await RunningGateway.StartAsync(
            ["--upstream", model.Url, "--store", $"env:{Variable}"], (Variable, $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database=postgres"));
        _running.Add(gateway);
        return new HttpClient { BaseAddress = new Uri(gateway.BaseUrl + "/") };
    }
}
