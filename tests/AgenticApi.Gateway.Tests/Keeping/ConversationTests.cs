namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Conversations and their responses.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task Conversation_is_created_read_changed_and_deleted()
    {
        await using var model = await ScriptedModel.SayingAsync();

        var made = await model.Client.PostJsonAsync("/v1/conversations", """{"metadata":{"topic":"demo"},"items":[{"type":"message","role":"user","content":"Hi"}]}""");
        var path = $"/v1/conversations/{made.Text("id")}";

        (made.Text("object"), made.GetProperty("metadata").Text("topic")).Should().Be(("conversation", "demo"));
        (await model.Client.GetJsonAsync(path)).GetRawText().Should().Be(made.GetRawText());
        (await model.Client.PostJsonAsync(path, """{"metadata":{"topic":"other"}}""")).GetProperty("metadata").Text("topic").Should().Be("other");
        (await model.Client.JsonAsync(HttpMethod.Delete, path)).Text("object").Should().Be("conversation.deleted");
        await model.Client.GetJsonAsync(path, status: 404);
    }

    [Fact]
    public async Task Items_are_added_listed_in_pages_and_removed()
    {
        await using var model = await ScriptedModel.SayingAsync();
        var path = $"/v1/conversations/{(await model.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id")}/items";
        var added = await model.Client.PostJsonAsync(path, $$"""{"items":[{{string.Join(',', Enumerable.Range(0, 5).Select(i => $$"""{"role":"user","content":"{{i}}"}"""))}}]}""");
        var ids = added.GetProperty("data").EnumerateArray().Select(item => item.Text("id")!).ToList();

        (await PageAsync("?order=asc&limit=2")).Should().Be(("0,1", true));
        (await PageAsync($"?order=asc&limit=3&after={ids[1]}")).Should().Be(("2,3,4", false));
        (await PageAsync("?limit=2")).Should().Be(("4,3", true));
        (await model.Client.GetJsonAsync($"{path}/{ids[2]}")).GetProperty("content")[0].Text("text").Should().Be("2");
        await model.Client.JsonAsync(HttpMethod.Delete, $"{path}/{ids[4]}");
        await model.Client.GetJsonAsync($"{path}/{ids[4]}", status: 404);
        await model.Client.PostJsonAsync(path, """{"items":[{"role":"user","content":"5"}]}""");
        (await PageAsync("?order=asc")).Should().Be(("0,1,2,3,5", false));
        (await PageAsync("?order=up", 400)).Should().Be(("order", false));
        (await PageAsync("?limit=0", 400)).Should().Be(("limit", false));

        async Task<(string Content, bool HasMore)> PageAsync(string query, int status = 200)
        {
            var page = await model.Client.GetJsonAsync(path + query, status);
            return status != 200
                ? (page.GetProperty("error").Text("param")!, false)
                : (string.Join(',', page.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("content")[0].Text("text"))), page.GetProperty("has_more").GetBoolean());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"store\":false")]
    [InlineData(",\"background\":true")]
    public async Task Response_in_a_conversation_gets_all_its_items(string how)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""", ScriptedModel.Stop);
        var id = (await model.Client.PostJsonAsync("/v1/conversations", """{"items":[{"role":"user","content":"First"}]}""")).Text("id");

        foreach (var text in (string[])["Second", "Third"])
        {
            using var answer = await model.AskAsync($$"""{"model":"m","input":"{{text}}","stream":true,"conversation":{"id":"{{id}}"}{{how}}}""");
            var events = GatewayClient.Events(await answer.Content.ReadAsStringAsync());
            GatewayClient.Fold(events).Response.Status.Should().Be("completed");
            await model.Client.ItemsAsync(id!, text == "Second" ? 3 : 5);
        }

        model.Asked[1].Body.GetProperty("messages").EnumerateArray().Select(message => message.Text("content")).Should().Equal("First", "Second", "Hello.", "Third");
        (await model.Client.ItemsAsync(id!, 5)).Select(item => item.GetProperty("id").GetString()).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("Rain.", 200)]
    [InlineData("Sun.", 400)]
    public async Task Repeated_output_is_ignored_if_it_is_equal_and_refused_otherwise(string again, int status)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""", ScriptedModel.Stop);
        const string Call = """{"type":"function_call","call_id":"c1","name":"look","arguments":"{}"}""";
        var id = (await model.Client.PostJsonAsync("/v1/conversations", $$"""{"items":[{{Call}},{"type":"function_call_output","call_id":"c1","output":"Rain."}]}""")).Text("id")!;

        using var answer = await model.AskAsync(
            $$"""{"model":"m","stream":true,"conversation":"{{id}}","input":[{"role":"user","content":"And?"},{"type":"function_call_output","call_id":"c1","output":"{{again}}"}]}""");

        await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).Should().Be(status);
        (await model.Client.ItemsAsync(id, status == 200 ? 4 : 2)).Count(item => item.Text("type") == "function_call_output").Should().Be(1);
    }

    [Fact]
    public async Task Second_response_in_a_conversation_at_the_same_time_gets_409()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id")!;
        var request = $$"""{"model":"m","input":"Hi","background":true,"conversation":"{{id}}"}""";
        await model.Client.PostJsonAsync("/v1/responses", request);

        var refused = await model.Client.PostJsonAsync("/v1/responses", request, status: 409);
        await model.Client.PostJsonAsync($"/v1/conversations/{id}/items", """{"items":[{"role":"user","content":"5"}]}""", status: 409);
        held.Go();
        await model.Client.ItemsAsync(id, 2);

        refused.GetProperty("error").Text("code").Should().Be("conversation_locked");
        await model.Client.PostJsonAsync("/v1/responses", request);
    }

    [Fact]
    public async Task Refused_response_adds_no_items_and_unlocks_its_conversation()
    {
        await using var model = await ScriptedModel.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        var id = (await model.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id")!;

        for (var i = 0; i < 2; i++)
        {
            await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":"Hi","conversation":"{{id}}"}""", status: 500);
        }

        (await model.Client.ItemsAsync(id, 0)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("conv_missing", 404)]
    [InlineData("../../etc/passwd", 404)]
    public async Task Unknown_conversation_gets_404_with_its_parameter(string id, int status)
    {
        await using var model = await ScriptedModel.SayingAsync();

        var refused = await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":"Hi","conversation":"{{id}}"}""", status);

        refused.GetProperty("error").Text("param").Should().Be("conversation");
        model.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Conversation_together_with_a_previous_response_is_refused()
    {
        await using var model = await ScriptedModel.SayingAsync();

        await model.Client.PostJsonAsync("/v1/responses", """{"model":"m","input":"Hi","conversation":"conv_1","previous_response_id":"resp_1"}""", status: 400);
    }
}
