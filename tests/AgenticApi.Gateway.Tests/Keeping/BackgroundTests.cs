using System.Text.Json;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Responses that are made without a client that waits.</summary>
public sealed class BackgroundTests
{
    private const string Request = """{"model":"m","input":"Hi","background":true}""";

    [Fact]
    public async Task Background_response_answers_at_once_and_is_completed_later()
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
    public async Task Background_stream_whose_client_goes_is_streamed_again_from_any_event_as_it_was()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        using var asked = await model.AskAsync("""{"model":"m","input":"Hi","background":true,"stream":true}""");
        using var reader = new StreamReader(await asked.Content.ReadAsStreamAsync());
        var seen = await ReadUntilAsync(reader, " world");
        asked.Dispose();

        var id = seen[0].GetProperty("response").Text("id");
        held.Go();
        var all = await model.Client.EventsAsync($"/v1/responses/{id}?stream=true");

        KeptClient.Fold(all).Response.ToJson().Should().Be((await model.Client.GetJsonAsync($"/v1/responses/{id}")).GetRawText());
        all.Take(seen.Count).Select(json => json.GetRawText()).Should().Equal(seen.Select(json => json.GetRawText()));
        for (var after = 0; after <= all.Count; after++)
        {
            var rest = await model.Client.EventsAsync($"/v1/responses/{id}?stream=true&starting_after={after}");
            rest.Select(json => json.GetRawText()).Should().Equal(all.Skip(after + 1).Select(json => json.GetRawText()));
        }
    }

    [Fact]
    public async Task Followers_see_a_response_while_it_is_made()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/responses", Request)).Text("id");

        var following = Enumerable.Range(0, 5).Select(_ => model.Client.EventsAsync($"/v1/responses/{id}?stream=true")).ToArray();
        await Task.Delay(300);
        held.Go();

        foreach (var events in await Task.WhenAll(following))
        {
            KeptClient.Fold(events).Response.OutputText.Should().Be("Hello world.");
        }
    }

    [Fact]
    public async Task Cancelled_response_ends_with_what_was_said_and_its_model_is_not_asked_further()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/responses", Request)).Text("id");
        await Task.Delay(300);

        var cancelled = await model.Client.PostJsonAsync($"/v1/responses/{id}/cancel", "{}");
        await held.GivenUp;

        cancelled.Text("status").Should().Be("cancelled");
        (await model.Client.PostJsonAsync($"/v1/responses/{id}/cancel", "{}")).GetRawText().Should().Be(cancelled.GetRawText(), "who cancels twice gets the same");
        KeptClient.Fold(await model.Client.EventsAsync($"/v1/responses/{id}?stream=true")).Response.Id.Should().Be(id);
    }

    [Fact]
    public async Task Refusal_of_the_models_server_fails_the_response()
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
    public async Task Response_that_is_deleted_while_it_is_made_is_made_no_further()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/responses", Request)).Text("id");

        await held.Asked;
        await model.Client.JsonAsync(HttpMethod.Delete, $"/v1/responses/{id}");

        await held.GivenUp;
        await model.Client.GetJsonAsync($"/v1/responses/{id}", status: 404);
    }

    [Fact]
    public async Task Response_that_has_not_ended_is_not_continued()
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
    public async Task Sequence_number_that_is_none_is_refused(string after)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        var id = (await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""")).Id;

        var refused = await model.Client.GetJsonAsync($"/v1/responses/{id}?stream=true&starting_after={after}", status: 400);

        refused.GetProperty("error").Text("param").Should().Be("starting_after");
    }

    /// <summary>The events up to the one that holds a text.</summary>
    private static async Task<List<JsonElement>> ReadUntilAsync(StreamReader reader, string text)
    {
        var read = "";
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            read += await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) + "\n";
        }

        return KeptClient.Events(read);
    }
}
