using System.Text.Json;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.ServerTests;

public class HistoryTests
{
    private static readonly object Custom = new { type = "custom_tool_call", call_id = "c", name = "f", input = "x" };
    private static readonly object CustomOutput = new { type = "custom_tool_call_output", call_id = "c", output = "ok" };
    private static readonly object Message = new { id = "msg_x", role = "user", content = "Hi" };

    public static TheoryData<string, object[], string> Refused => new()
    {
        { "no output", [TestClient.Call("c")], "No tool output found for function call c." },
        { "output before its call", [TestClient.Output("c"), TestClient.Call("c")], "No tool call found for function call output with call_id c." },
        { "no call", [TestClient.Output("c")], "No tool call found for function call output with call_id c." },
        { "two outputs", [TestClient.Call("c"), TestClient.Output("c"), TestClient.Output("c")], "No tool call found for function call output with call_id c." },
        { "second round without output", [TestClient.Call("c"), TestClient.Output("c"), TestClient.Call("c")], "No tool output found for function call c." },
        { "other kind of output", [Custom, TestClient.Output("c")], "No tool call found for function call output with call_id c." },
        { "no custom output", [Custom], "No tool output found for custom tool call c." },
        { "same id twice", [Message, Message], "Duplicate item found with id msg_x. Remove duplicate items from your input and try again." },
        { "broken arguments", [TestClient.Call("c", "{\"a"), TestClient.Output("c")], "Invalid 'input[0].arguments': expected a JSON text." },
        { "unknown type", [new { type = "riddle" }], "Invalid value: 'riddle'.*" },
        { "no type", [new { content = "Hi" }], "Invalid value: ''.*" },
        { "no call id", [new { type = "function_call_output", output = "ok" }], "Missing required parameter: 'input[0].call_id'." },
        { "no output member", [new { type = "function_call_output", call_id = "c" }], "Missing required parameter: 'input[0].output'." },
        { "unknown reference", [new { type = "item_reference", id = "msg_9" }], "Item with id 'msg_9' not found.*" },
        { "unknown reasoning", [new { type = "reasoning", id = "rs_9", summary = Array.Empty<object>() }], "Item with id 'rs_9' not found. Items are not persisted*" },
    };

    public static TheoryData<string, object[]> Accepted => new()
    {
        { "messages", [Message, new { type = "message", role = "assistant", content = "Hi" }] },
        { "call and output", [TestClient.Call("c"), TestClient.Output("c")] },
        { "custom call and output", [Custom, CustomOutput] },
        { "id again in the next round", [TestClient.Call("c"), TestClient.Output("c"), TestClient.Call("c"), TestClient.Output("c")] },
        { "one output for two calls of one id", [TestClient.Call("c"), TestClient.Call("c"), TestClient.Output("c")] },
        { "outputs in another order", [TestClient.Call("a"), TestClient.Call("b"), TestClient.Output("b"), TestClient.Output("a")] },
        { "encrypted reasoning", [new { type = "reasoning", id = "rs_9", encrypted_content = "x", summary = Array.Empty<object>() }] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Input_that_breaks_a_rule_is_refused_and_recorded(string what, object[] input, string message)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi"));

        var (status, error) = await client.RefusedAsync(new { input, stream = true });

        status.Should().Be(400, what);
        error.GetProperty("message").GetString().Should().Match(message);
        error.GetProperty("type").GetString().Should().Be("invalid_request_error");
        server.Refusals.Single().Message.Should().Match(message);
        server.Refusals.Single().Request.Should().Be(1);
        server.AnsweredRounds.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Input_that_breaks_a_rule_is_accepted_when_the_rule_is_off(string what, object[] input, string message)
    {
        await using var server = await ModelServer.StartAsync(new()
        {
            CheckArguments = false,
            CheckDuplicateIds = false,
            CheckEncryptedContent = false,
            CheckItems = false,
            CheckOutputs = false,
            CheckReasoningPairs = false,
        });
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi"));

        using var answer = await client.PostAsync(new { input });

        // Without the item, there is nothing that could be answered.
        ((int)answer.StatusCode).Should().Be(what is "unknown reference" ? 400 : 200, message);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Input_that_keeps_the_rules_is_accepted(string what, object[] input)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Text("Hi"));

        var result = await client.StreamAsync(new { input, stream = true });

        result.Ending.Should().Be(Ending.Completed, what);
        server.Refusals.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{", false)]
    [InlineData("[]", false)]
    public async Task Body_that_is_no_object_is_refused(string body, bool isAccepted)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new HttpClient { BaseAddress = server.BaseUrl };
        server.Round(r => r.Text("Hi"));

        using var answer = await client.PostAsync(new Uri("responses", UriKind.Relative), new StringContent(body));

        ((int)answer.StatusCode).Should().Be(isAccepted ? 200 : 400);
        server.Posts.Should().Be(1);
        server.Refusals.Should().HaveCount(isAccepted ? 0 : 1);
    }

    [Fact]
    public async Task Reasoning_is_refused_without_the_item_that_followed_it()
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Reasoning(encrypted: "x").Call("f", "{}", "c")).Always(r => r.Text("Hi"));
        var items = await ItemsAsync(client, new { input = "Hi", stream = true });

        var (_, alone) = await client.RefusedAsync(new { input = new object[] { items[0], Message } });
        var (_, without) = await client.RefusedAsync(new { input = new object[] { items[1], TestClient.Output("c") } });
        var both = await client.BlockAsync(new { input = new object[] { items[0], items[1], TestClient.Output("c") } });
        var withoutId = await client.BlockAsync(new { input = new object[] { items[0], TestClient.Call("c"), TestClient.Output("c") } });

        alone.GetProperty("message").GetString().Should().Be("Item 'rs_1' of type 'reasoning' was provided without its required following item.");
        without.GetProperty("message").GetString().Should().Be("Item 'fc_1' of type 'function_call' was provided without its required 'reasoning' item: 'rs_1'.");
        both.Ending.Should().Be(Ending.Completed);
        withoutId.Ending.Should().Be(Ending.Completed);
    }

    [Theory]
    [InlineData(true, true, false, true)]
    [InlineData(true, false, false, false)]
    [InlineData(false, false, false, false)]
    [InlineData(false, false, true, true)]
    [InlineData(false, true, false, false)]
    public async Task Reasoning_without_its_content_is_accepted_only_from_a_stored_response(bool made, bool asked, bool encrypted, bool isAccepted)
    {
        await using var server = await ModelServer.StartAsync();
        using var client = new TestClient(server);
        server.Round(r => r.Reasoning(encrypted: encrypted ? "x" : null).Text("One")).Always(r => r.Text("Two"));
        var items = await ItemsAsync(client, new { input = "Hi", stream = true, store = made });

        using var answer = await client.PostAsync(new { input = items, store = asked });

        ((int)answer.StatusCode).Should().Be(isAccepted ? 200 : 400);
    }

    [Fact]
    public async Task Id_that_is_not_stored_is_refused_when_asked()
    {
        await using var server = await ModelServer.StartAsync(new() { RefuseUnstoredIds = true, UnstoredItemStatus = 404 });
        using var client = new TestClient(server);
        server.Always(r => r.Text("Hi"));

        var (status, _) = await client.RefusedAsync(new { input = new[] { Message } });

        status.Should().Be(404);
    }

    private static async Task<JsonElement[]> ItemsAsync(TestClient client, object request) =>
        [.. (await client.StreamAsync(request)).Response.Output.Select(item => item.Json)];
}
