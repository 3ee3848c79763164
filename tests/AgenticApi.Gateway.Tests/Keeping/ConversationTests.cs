using System.Text.Json;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Conversations, and responses in them.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task Conversation_is_made_given_changed_and_deleted()
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
    public async Task Responses_in_a_conversation_are_given_what_came_before(string how)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        var id = (await model.Client.PostJsonAsync("/v1/conversations", """{"items":[{"role":"user","content":"First"}]}""")).Text("id");

        foreach (var text in (string[])["Second", "Third"])
        {
            using var answer = await model.AskAsync($$"""{"model":"m","input":"{{text}}","stream":true,"conversation":{"id":"{{id}}"}{{how}}}""");
            var events = KeptClient.Events(await answer.Content.ReadAsStringAsync());
            KeptClient.Fold(events).Response.Status.Should().Be("completed");
            await ItemsAsync(model, id!, text == "Second" ? 3 : 5);
        }

        model.Asked[1].Body.GetProperty("messages").EnumerateArray().Select(message => message.Text("content")).Should().Equal("First", "Second", "Hello.", "Third");
        (await ItemsAsync(model, id!, 5)).Select(item => item.GetProperty("id").GetString()).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("Rain.", 200)]
    [InlineData("Sun.", 400)]
    public async Task Output_that_the_conversation_has_may_come_again_as_it_was(string again, int status)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        const string Call = """{"type":"function_call","call_id":"c1","name":"look","arguments":"{}"}""";
        var id = (await model.Client.PostJsonAsync("/v1/conversations", $$"""{"items":[{{Call}},{"type":"function_call_output","call_id":"c1","output":"Rain."}]}""")).Text("id")!;

        using var answer = await model.AskAsync(
            $$"""{"model":"m","stream":true,"conversation":"{{id}}","input":[{"role":"user","content":"And?"},{"type":"function_call_output","call_id":"c1","output":"{{again}}"}]}""");

        await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).Should().Be(status);
        (await ItemsAsync(model, id, status == 200 ? 4 : 2)).Count(item => item.Text("type") == "function_call_output").Should().Be(1);
    }

    [Fact]
    public async Task Conversation_has_one_response_at_a_time()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        var id = (await model.Client.PostJsonAsync("/v1/conversations", "{}")).Text("id")!;
        var request = $$"""{"model":"m","input":"Hi","background":true,"conversation":"{{id}}"}""";
        await model.Client.PostJsonAsync("/v1/responses", request);

        var refused = await model.Client.PostJsonAsync("/v1/responses", request, status: 409);
        await model.Client.PostJsonAsync($"/v1/conversations/{id}/items", """{"items":[{"role":"user","content":"5"}]}""", status: 409);
        held.Go();
        await ItemsAsync(model, id, 2);

        refused.GetProperty("error").Text("code").Should().Be("conversation_locked");
        await model.Client.PostJsonAsync("/v1/responses", request);
    }

    [Fact]
    public async Task Refused_response_leaves_its_conversation_as_it_was()
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

        (await ItemsAsync(model, id, 0)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("conv_missing", 404)]
    [InlineData("../../etc/passwd", 404)]
    public async Task Conversation_that_is_not_there_is_said_to_be_missing(string id, int status)
    {
        await using var model = await ScriptedModel.SayingAsync();

        var refused = await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":"Hi","conversation":"{{id}}"}""", status);

        refused.GetProperty("error").Text("param").Should().Be("conversation");
        model.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Conversation_and_previous_response_exclude_each_other()
    {
        await using var model = await ScriptedModel.SayingAsync();

        await model.Client.PostJsonAsync("/v1/responses", """{"model":"m","input":"Hi","conversation":"conv_1","previous_response_id":"resp_1"}""", status: 400);
    }

    private static async Task<List<JsonElement>> ItemsAsync(ScriptedModel model, string conversation, int count)
    {
        List<JsonElement> items = [];
        for (var look = 0; look < 400; look++)
        {
            items = [.. (await model.Client.GetJsonAsync($"/v1/conversations/{conversation}/items?order=asc&limit=100")).GetProperty("data").EnumerateArray()];
            if (items.Count >= count)
            {
                break;
            }

            await Task.Delay(50);
        }

        items.Should().HaveCount(count);
        return items;
    }
}
