namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>References to items, and the input items of a response.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("\"type\":\"item_reference\",")]
    [InlineData("")]
    public async Task Reference_to_a_stored_item_is_replaced_by_the_item(string type)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""", ScriptedModel.Stop);
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
    public async Task Reference_to_an_unknown_item_is_refused_with_its_place(string reference, int status, string param)
    {
        await using var model = await ScriptedModel.SayingAsync();

        var refused = await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"m","input":[{"role":"user","content":"Hi"},{{reference}}]}""", status);

        refused.GetProperty("error").Text("param").Should().Be(param);
        model.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Input_items_include_the_history()
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""", ScriptedModel.Stop);
        var first = await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""");
        var second = await model.RespondAsync($$"""{"model":"m","input":"And?","stream":true,"previous_response_id":"{{first.Id}}"}""");

        var items = (await model.Client.GetJsonAsync($"/v1/responses/{second.Id}/input_items?order=asc")).GetProperty("data");

        items.EnumerateArray().Select(item => item.GetProperty("content")[0].Text("text")).Should().Equal("Hi", "Hello.", "And?");
    }
}
