using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>
/// A store in which each operation fails in turn. No request hangs, each gets an answer in the API's form, a response whose client saw its end is
/// stored, and all other responses end.
/// </summary>
public sealed class FailingStoreTests
{
    // More operations than a response needs.
    private const int Operations = 16;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static TheoryData<StoreFault, string, bool> Cases()
    {
        var cases = new TheoryData<StoreFault, string, bool>();
        foreach (var how in Enum.GetValues<StoreFault>())
        {
            foreach (var request in (string[])["\"stream\":true", "\"stream\":false", "\"background\":true", "\"stream\":true,\"background\":true"])
            {
                cases.Add(how, request, false);
                cases.Add(how, request, true);
            }

            cases.Add(how, "\"stream\":true,\"store\":false", true);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Failure_of_the_store_is_reported_and_leaves_no_unfinished_response(StoreFault how, string request, bool isInConversation) =>
        await Task.WhenAll(Enumerable.Range(1, Operations).Select(failing => FailAsync(failing, how, request, isInConversation)));

    private static async Task FailAsync(int failing, StoreFault how, string request, bool isInConversation)
    {
        var store = new InMemoryResponseStore();
        await using var other = await StartAsync(store);
        var conversation = isInConversation ? (await other.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id") : null;
        await using var model = await StartAsync(new FailingStore(store, failing, how));

        var (id, told) = await AskAsync(model, $$"""{"model":"m","input":"Hi",{{request}}{{(conversation is null ? "" : $",\"conversation\":\"{conversation}\"")}}}""");

        if (told is not null)
        {
            // A client that follows a background response sees it fail if its host could not write the end.
            (told.Status == "completed" ? told.OutputText == "Hello world." : told.Status == "failed" && request.Contains("background", StringComparison.Ordinal)).Should().BeTrue();
        }

        if (id is not null && !request.Contains("\"store\"", StringComparison.Ordinal))
        {
            var ended = await EndedAsync(other, id);
            (ended.Status == "failed" || ended.OutputText == "Hello world.").Should().BeTrue();
            (told is null || ended.ToJson() == told.ToJson()).Should().BeTrue("a response whose client saw its end is stored");
        }

        if (conversation is not null)
        {
            await CheckUnlockedAsync(other, conversation, hasItems: told is { Status: "completed" });
        }
    }

    private static Task<ScriptedModel> StartAsync(IResponseStore store) => ScriptedModel.StartAsync(
        context => ScriptedModel.SayAsync(context, """{"content":"Hello"}""", """{"content":" world."}""", ScriptedModel.Stop),
        upstream => new() { Upstream = upstream, Store = store, Lease = Lease });

    /// <summary>Returns the id if the client received it, and the response if the client received its end.</summary>
    private static async Task<(string? Id, Response? Told)> AskAsync(ScriptedModel model, string request)
    {
        try
        {
            using var answer = await model.AskAsync(request).WaitAsync(Timeout);
            return await ReadAsync(answer);
        }
        catch (HttpRequestException) when (request.Contains("\"stream\":true", StringComparison.Ordinal))
        {
            // The connection was aborted before the client had read the headers.
            return (null, null);
        }
    }

    private static async Task<(string? Id, Response? Told)> ReadAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            answer.IsSuccessStatusCode.Should().BeTrue();
            var events = GatewayClient.Events(await ReadAllAsync(answer));
            var isTold = events.Count > 0 && events[^1].Text("type") is "response.completed" or "response.incomplete" or "response.failed";
            return (events.Count > 0 ? events.ResponseId() : null, isTold ? GatewayClient.Fold(events).Response : null);
        }

        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync().WaitAsync(Timeout));
        if (answer.IsSuccessStatusCode)
        {
            return (json.Text("id"), json.Text("status") is "queued" or "in_progress" ? null : ResponseAccumulator.FromJson(System.Text.Encoding.UTF8.GetBytes(json.GetRawText())).Response);
        }

        ((int)answer.StatusCode).Should().Be(500);
        json.GetProperty("error").Text("type").Should().Be("server_error");
        json.GetProperty("error").Text("code").Should().BeOneOf("gateway_failed", "response_not_kept");
        return (null, null);
    }

    /// <summary>Reads the body, also if the connection is aborted.</summary>
    private static async Task<string> ReadAllAsync(HttpResponseMessage answer)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var read = new System.Text.StringBuilder();
        try
        {
            while (await reader.ReadLineAsync().WaitAsync(Timeout) is { } line)
            {
                read.Append(line).Append('\n');
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The end was not stored, so it is not sent.
        }

        return read.ToString();
    }

    private static async Task<Response> EndedAsync(ScriptedModel model, string id)
    {
        var events = await model.Client.EventsAsync($"/v1/responses/{id}?stream=true");
        var folded = GatewayClient.Fold(events).Response;
        folded.ToJson().Should().Be((await model.Client.GetJsonAsync($"/v1/responses/{id}")).GetRawText());
        return folded;
    }

    private static async Task CheckUnlockedAsync(ScriptedModel model, string conversation, bool hasItems)
    {
        for (var look = 0; ; look++)
        {
            using var content = new StringContent("""{"items":[{"role":"user","content":"And?"}]}""", null, "application/json");
            using var answer = await model.Client.PostAsync(new Uri($"/v1/conversations/{conversation}/items", UriKind.Relative), content);
            if (answer.IsSuccessStatusCode)
            {
                break;
            }

            ((int)answer.StatusCode, look).Should().Match<(int Status, int Look)>(seen => seen.Status == 409 && seen.Look < 200);
            await Task.Delay(50);
        }

        var items = (await model.Client.GetJsonAsync($"/v1/conversations/{conversation}/items")).GetProperty("data").GetArrayLength();
        items.Should().BeOneOf(hasItems ? [3] : [1, 3]);
    }
}
