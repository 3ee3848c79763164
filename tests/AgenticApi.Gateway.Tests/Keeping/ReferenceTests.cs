namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>Items that a request only names, and the list of what the model was given.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("\"type\":\"item_reference\",")]
    [InlineData("")]
    public async Task Item_that_is_kept_is_given_to_the_model_where_a_request_names_it(string type)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        var first = await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""");
        var input = (await model.Client.GetJsonAsync($"/v1/responses/{first.Id}/input_items")).GetProperty("data")[0].Text("id");

        await model.RespondAsync(
            $$"""{"model":"m","stream":true,"input":[{{{type}}"id":"{{input}}"},{{{type}}"id":"{{first.Output[0].Id}}"},{"role":"user","content":"And?"}]}""");

        model.Asked[1].Body.GetProperty("messages").EnumerateArray().Select(message => message.Text("content")).Should().Equal("Hi", "Hello.", "And?");
    }

    [Theory]
    [InlineData("{\"type\":\"item_reference\",\"id\":\"msg_missing\"}", 404, "input[1].id")]
    [InlineData("{\"type\":\"item_reference\",\"id\":\"msg_0123456789abcdef0123456789abcdef0001\"}", 404, "input[1].id")]
    [InlineData("{\"type\":\"item_reference\",\"id\":\"../../../etc/passwd\"}", 404, "input[1].id")]
    [InlineData("{\"type\":\"item_reference\"}", 400, "input[1].id")]
    public async Task Item_that_is_not_kept_is_said_to_be_missing(string reference, int status, string param)
    {
        await using var model = await ScriptedModel.SayingAsync();

        var refused = await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":[{"role":"user","content":"Hi"},{{reference}}]}""", status);

        refused.GetProperty("error").Text("param").Should().Be(param);
        model.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Input_items_are_all_that_the_model_was_given()
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        var first = await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""");
        var second = await model.RespondAsync($$"""{"model":"m","input":"And?","stream":true,"previous_response_id":"{{first.Id}}"}""");

        var items = (await model.Client.GetJsonAsync($"/v1/responses/{second.Id}/input_items?order=asc")).GetProperty("data");

        items.EnumerateArray().Select(item => item.GetProperty("content")[0].Text("text")).Should().Equal("Hi", "Hello.", "And?");
    }
}
