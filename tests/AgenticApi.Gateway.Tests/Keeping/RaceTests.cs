using System.Net;
using System.Text.Json;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Many clients at once.</summary>
public sealed class RaceTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Responses_followed_cancelled_and_deleted_at_random_moments_end_as_valid_streams(int seed)
    {
        await using var model = await ScriptedModel.StartAsync(SpeakAsync, upstream => new() { Upstream = upstream, Lease = TimeSpan.FromSeconds(6) });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => PlayAsync(model, new Random((seed * 1000) + i)))).WaitAsync(Timeout);
    }

    [Fact]
    public async Task Responses_of_many_clients_in_one_conversation_are_created_one_after_the_other()
    {
        await using var model = await ScriptedModel.StartAsync(SpeakAsync);
        var conversation = (await model.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            for (var turn = 0; ; turn++)
            {
                using var answer = await model.AskAsync(
                    $$"""{"model":"m","input":"Hi","conversation":"{{conversation}}","stream":{{(i % 2 == 0 ? "true" : "false")}},"store":{{(i % 3 == 0 ? "false" : "true")}}}""");
                (await answer.Content.ReadAsStringAsync()).Should().NotBeEmpty();
                answer.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.Conflict);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return turn;
                }

                await Task.Delay(20);
            }
        })).WaitAsync(Timeout);

        var items = (await model.Client.GetJsonAsync($"/v1/conversations/{conversation}/items?order=asc&limit=100")).GetProperty("data").EnumerateArray().ToList();
        items.Select(item => item.Text("role")).Should().Equal(Enumerable.Range(0, 2 * statuses.Length).Select(i => i % 2 == 0 ? "user" : "assistant"));
        items.Select(item => item.Text("id")).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Next_response_in_a_conversation_does_not_poll_the_store_while_the_model_answers()
    {
        var held = new HeldModel();
        var turn = 0;
        var store = new FailingStore(new InMemoryResponseStore(), int.MaxValue, StoreFault.BeforeTheOperation);
        await using var model = await ScriptedModel.StartAsync(
            context => Interlocked.Increment(ref turn) == 1 ? ScriptedModel.SayAsync(context, """{"content":"Hello."}""") : held.SayAsync(context),
            upstream => new() { Upstream = upstream, Store = new SlowUnlockStore(store) });
        var conversation = (await model.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id");
        using var first = await model.AskAsync($$"""{"model":"m","input":"Hi","stream":true,"conversation":"{{conversation}}"}""");
        using var reader = new StreamReader(await first.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is not "event: response.completed")
        {
            // Not to the end of the stream, so that the next request is sent before the conversation is unlocked.
        }

        using var second = await model.AskAsync($$"""{"model":"m","input":"And?","stream":true,"conversation":"{{conversation}}"}""");
        await Task.Delay(1000);
        var before = store.Count;
        await Task.Delay(1000);
        var asked = store.Count - before;
        held.Go();

        asked.Should().BeLessThan(20);
        GatewayClient.Fold(GatewayClient.Events(await second.Content.ReadAsStringAsync())).Response.OutputText.Should().Be("Hello world.");
    }

    private static async Task PlayAsync(ScriptedModel model, Random random)
    {
        var isBackground = random.Next(2) == 0;
        using var answer = await model.AskAsync($$"""{"model":"m","input":"Hi","stream":true,"background":{{(isBackground ? "true" : "false")}}}""");
        answer.IsSuccessStatusCode.Should().BeTrue();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        await reader.ReadLineAsync();
        var id = GatewayClient.Events((await reader.ReadLineAsync())!).ResponseId();
        var reading = reader.ReadToEndAsync().ContinueWith(static _ => { }, TaskScheduler.Default);
        var path = $"/v1/responses/{id}";
        var isDeleted = false;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await Task.Delay(random.Next(400));
            switch (random.Next(5))
            {
                case 0:
                    await AskAsync(model, HttpMethod.Post, path + "/cancel", "{}");
                    break;
                case 1 when random.Next(2) == 0:
                    isDeleted = true;
                    await AskAsync(model, HttpMethod.Delete, path, null);
                    break;
                case 2:
                    await AskAsync(model, HttpMethod.Get, path + "/input_items", null);
                    break;
                case 3:
                    await AskAsync(model, HttpMethod.Post, "/v1/responses", $$"""{"model":"m","input":"Hi","previous_response_id":"{{id}}"}""");
                    break;
                default:
                    await AskAsync(model, HttpMethod.Get, $"{path}?stream=true&starting_after={random.NextInt64(random.Next(2) == 0 ? 40 : long.MaxValue)}", null);
                    break;
            }
        }));
        await reading;
        if (!isDeleted)
        {
            var folded = GatewayClient.Fold(await model.Client.EventsAsync($"{path}?stream=true")).Response;
            var kept = await model.Client.GetJsonAsync(path);
            kept.Text("status").Should().BeOneOf("completed", "cancelled");
            kept.GetProperty("output").GetRawText().Should().Be(JsonElement.Parse(folded.ToJson()).GetProperty("output").GetRawText());
        }
    }

    private static async Task AskAsync(ScriptedModel model, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, null, "application/json") };
        using var answer = await model.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).Should().BeOneOf([200, 400, 404], text);
        if (!answer.IsSuccessStatusCode)
        {
            JsonElement.Parse(text).GetProperty("error").Text("type").Should().Be("invalid_request_error");
        }
    }

    private static async Task SpeakAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        for (var i = 0; i < 20; i++)
        {
            await context.Response.WriteAsync($$$"""data: {"choices":[{"index":0,"delta":{"content":"{{{i}}} "}}]}""" + "\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(5);
        }

        await context.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    }

    /// <summary>A store that delays the first unlocking of a conversation, so that the next response begins before it.</summary>
    private sealed class SlowUnlockStore(IResponseStore store) : IResponseStore
    {
        private int _hasWaited;

        public async ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken)
        {
            if (id.StartsWith("conv", StringComparison.Ordinal) && !cancellationToken.CanBeCanceled && Interlocked.Exchange(ref _hasWaited, 1) == 0)
            {
                await Task.Delay(300, CancellationToken.None);
            }

            return await store.ReadAsync(id, prefix, after, wait, cancellationToken);
        }

        public ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken) =>
            store.WriteAsync(id, version, entries, durable, cancellationToken);

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) => store.DeleteAsync(id, cancellationToken);
    }
}
