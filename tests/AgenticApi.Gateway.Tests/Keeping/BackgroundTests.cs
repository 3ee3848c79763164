namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Background responses.</summary>
public sealed class BackgroundTests
{
    private const string Request = """{"model":"m","input":"Hi","background":true}""";

    [Fact]
    public async Task Background_response_is_returned_at_once_and_completed_later()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);

        var begun = await model.Client.PostJsonAsync("/v1/responses", Request);
        var before = await model.Client.GetJsonAsync($"/v1/responses/{begun.Text("id")}");
        held.Go();
        var ended = await model.Client.UntilAsync(begun.Text("id")!, "completed");

        (begun.GetProperty("background").GetBoolean(), begun.Text("status")).Should().Be((true, "queued"));
        before.Text("status").Should().BeOneOf("queued", "in_progress");
        ended.OutputText().Should().Be("Hello world.");
    }

    [Fact]
    public async Task Background_stream_whose_client_disconnects_is_streamed_again_from_any_event()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        using var asked = await model.AskAsync("""{"model":"m","input":"Hi","background":true,"stream":true}""");
        var seen = await asked.EventsUntilAsync(" world");
        asked.Dispose();

        var id = seen.ResponseId();
        held.Go();
        var all = await model.Client.EventsAsync($"/v1/responses/{id}?stream=true");

        GatewayClient.Fold(all).Response.ToJson().Should().Be((await model.Client.GetJsonAsync($"/v1/responses/{id}")).GetRawText());
        all.Take(seen.Count).Select(json => json.GetRawText()).Should().Equal(seen.Select(json => json.GetRawText()));
        for (var after = 0; after <= all.Count; after++)
        {
            var rest = await model.Client.EventsAsync($"/v1/responses/{id}?stream=true&starting_after={after}");
            rest.Select(json => json.GetRawText()).Should().Equal(all.Skip(after + 1).Select(json => json.GetRawText()));
        }
    }

    [Fact]
    public async Task Response_in_progress_is_streamed_to_several_clients()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/responses", Request)).Text("id");

        var following = Enumerable.Range(0, 5).Select(_ => model.Client.EventsAsync($"/v1/responses/{id}?stream=true")).ToArray();
        await Task.Delay(300);
        held.Go();

        foreach (var events in await Task.WhenAll(following))
        {
            GatewayClient.Fold(events).Response.OutputText.Should().Be("Hello world.");
        }
    }

    [Fact]
    public async Task Cancelled_response_ends_the_request_to_the_model()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/responses", Request)).Text("id");
        await Task.Delay(300);

        var cancelled = await model.Client.PostJsonAsync($"/v1/responses/{id}/cancel", "{}");
        await held.Aborted;

        cancelled.Text("status").Should().Be("cancelled");
        (await model.Client.PostJsonAsync($"/v1/responses/{id}/cancel", "{}")).GetRawText().Should().Be(cancelled.GetRawText(), "cancelling twice has the same result");
        GatewayClient.Fold(await model.Client.EventsAsync($"/v1/responses/{id}?stream=true")).Response.Id.Should().Be(id);
    }

    [Fact]
    public async Task Error_of_the_model_server_fails_the_response()
    {
        await using var model = await ScriptedModel.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}""");
        });

        var id = (await model.Client.PostJsonAsync("/v1/responses", Request)).Text("id");
        var failed = await model.Client.UntilAsync(id!, "failed");

        (failed.GetProperty("error").Text("code"), failed.GetProperty("error").Text("message")).Should().Be(("rate_limit_exceeded", "Slow down."));
    }

    [Fact]
    public async Task Response_deleted_while_in_progress_ends_the_request_to_the_model()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/responses", Request)).Text("id");

        await held.Asked;
        await model.Client.JsonAsync(HttpMethod.Delete, $"/v1/responses/{id}");

        await held.Aborted;
        await model.Client.GetJsonAsync($"/v1/responses/{id}", status: 404);
    }

    [Fact]
    public async Task Continuing_a_response_in_progress_is_refused()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/responses", Request)).Text("id");

        var refused = await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":"And?","previous_response_id":"{{id}}"}""", status: 400);

        refused.GetProperty("error").Text("code").Should().Be("previous_response_not_ended");
        held.Go();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public async Task Invalid_starting_after_is_refused(string after)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        var id = (await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""")).Id;

        var refused = await model.Client.GetJsonAsync($"/v1/responses/{id}?stream=true&starting_after={after}", status: 400);

        refused.GetProperty("error").Text("param").Should().Be("starting_after");
    }
}
