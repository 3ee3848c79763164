namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Clients that disconnect before their response has ended.</summary>
public sealed class ClientGoneTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stored_response_is_completed_after_its_client_has_disconnected(bool isStream)
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(context => isStream ? held.SayAsync(context) : held.AnswerAsync(context));
        var conversation = (await model.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id")!;

        await LeaveAsync(model, held, $$"""{"model":"m","input":"Hi","conversation":"{{conversation}}","stream":{{(isStream ? "true" : "false")}}}""");
        held.Go();

        var items = await model.Client.ItemsAsync(conversation, count: 2);
        var id = items[1].Text("id")!;
        id = $"resp_{id.Split('_')[1][..32]}";
        var kept = await model.Client.UntilAsync(id, "completed");
        kept.OutputText().Should().Be("Hello world.");
        GatewayClient.Fold(await model.Client.EventsAsync($"/v1/responses/{id}?stream=true")).Response.ToJson().Should().Be(kept.GetRawText());
    }

    [Fact]
    public async Task EndsWithoutClient_ends_a_stored_response_with_the_output_so_far()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, EndsWithoutClient = true });
        string id;
        using (var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}"""))
        {
            id = (await answer.EventsUntilAsync(" world")).ResponseId();
        }

        await held.Aborted;

        (await model.Client.UntilAsync(id, "incomplete")).OutputText().Should().Be("Hello world");
    }

    [Fact]
    public async Task Response_that_is_not_stored_ends_when_its_client_disconnects()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        string id;
        using (var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true,"store":false}"""))
        {
            id = (await answer.EventsUntilAsync(" world")).ResponseId();
        }

        await held.Aborted;
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
}
