namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Clients that go away before their response has ended.</summary>
public sealed class ClientGoneTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kept_response_is_whole_although_its_client_went_away(bool isStream)
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(context => isStream ? held.SayAsync(context) : held.AnswerAsync(context));
        var conversation = (await model.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id")!;

        await LeaveAsync(model, held, $$"""{"model":"m","input":"Hi","conversation":"{{conversation}}","stream":{{(isStream ? "true" : "false")}}}""");
        held.Go();

        var items = await ItemsAsync(model, conversation, count: 2);
        var id = items[1].Text("id")!;
        id = $"resp_{id.Split('_')[1][..32]}";
        var kept = await model.Client.UntilAsync(id, "completed");
        kept.OutputText().Should().Be("Hello world.");
        KeptClient.Fold(await model.Client.EventsAsync($"/v1/responses/{id}?stream=true")).Response.ToJson().Should().Be(kept.GetRawText());
    }

    [Fact]
    public async Task Option_ends_a_response_without_its_client_and_keeps_what_was_said()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, EndsWithoutClient = true });
        string id;
        using (var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}"""))
        {
            id = await ReadToAsync(answer, " world");
        }

        await held.GivenUp;

        (await model.Client.UntilAsync(id, "incomplete")).OutputText().Should().Be("Hello world");
    }

    [Fact]
    public async Task Response_that_is_not_kept_ends_with_its_client()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        string id;
        using (var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true,"store":false}"""))
        {
            id = await ReadToAsync(answer, " world");
        }

        await held.GivenUp;
        await model.Client.GetJsonAsync($"/v1/responses/{id}", status: 404);
    }

    private static async Task LeaveAsync(ScriptedModel model, HeldModel held, string body)
    {
        using var leaving = new CancellationTokenSource();
        var asking = model.AskAsync(body, leaving.Token);
        await held.Asked;
        await Task.Delay(200);
        if (asking.IsCompleted)
        {
            (await asking).Dispose();
        }

        await leaving.CancelAsync();
        await Task.Delay(200);
    }

    private static async Task<string> ReadToAsync(HttpResponseMessage answer, string text)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            read += await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) + "\n";
        }

        return KeptClient.Events(read)[0].GetProperty("response").Text("id")!;
    }

    private static async Task<List<System.Text.Json.JsonElement>> ItemsAsync(ScriptedModel model, string conversation, int count)
    {
        for (var look = 0; look < 400; look++)
        {
            var items = (await model.Client.GetJsonAsync($"/v1/conversations/{conversation}/items?order=asc")).GetProperty("data");
            if (items.GetArrayLength() == count)
            {
                return [.. items.EnumerateArray()];
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The conversation never got its items.");
    }
}
