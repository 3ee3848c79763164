using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Requests;

/// <summary>Messages as items.</summary>
public class InputItemTests
{
    [Fact]
    public void Contents_of_a_user_become_parts() => Sent(new ChatMessage(ChatRole.User,
        [
            new TextContent("Look:"),
            new DataContent(new byte[] { 1, 2, 3 }, "image/png") { AdditionalProperties = new() { ["detail"] = "high" } },
            new UriContent("https://example.org/a.jpg", "image/jpeg"),
            new HostedFileContent("file_1"),
            new DataContent(new byte[] { 1 }, "application/pdf") { Name = "a.pdf" },
            new DataContent(new byte[] { 1 }, "audio/mpeg"),
        ])).Should().Equal("""
        {"type":"message","role":"user","content":[{"type":"input_text","text":"Look:"},{"type":"input_image","image_url":"data:image/png;base64,AQID","detail":"high"},{"type":"input_image","image_url":"https://example.org/a.jpg"},{"type":"input_file","file_id":"file_1"},{"type":"input_file","file_data":"data:application/pdf;base64,AQ==","filename":"a.pdf"},{"type":"input_audio","input_audio":{"data":"AQ==","format":"mp3"}}]}
        """);

    [Fact]
    public void History_of_another_client_becomes_items() => Sent(
        new ChatMessage(ChatRole.System, "Be brief."),
        new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("Hm.") { ProtectedData = "enc" }, new TextContent("I look."), new FunctionCallContent("call_1", "f", new Dictionary<string, object?> { ["n"] = 1 })]),
        new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_1", 42)])).Should().Equal(
        """{"type":"message","role":"system","content":[{"type":"input_text","text":"Be brief."}]}""",
        """{"type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"enc"}""",
        """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"I look."}]}""",
        """{"type":"function_call","call_id":"call_1","name":"f","arguments":"{\"n\":1}"}""",
        """{"type":"function_call_output","call_id":"call_1","output":"42"}""");

    [Fact]
    public async Task Changed_history_is_sent_as_it_is_now()
    {
        using var server = new ScriptedServer($"{Items.Message("Secret.")},{Items.Call("call_1", "f")}");
        var response = await server.Endpoint.AsChatClient("m").GetResponseAsync("Hello");
        var message = response.Messages.Single();
        Types(message).Should().Equal("message", "function_call");

        message.Contents.OfType<TextContent>().Single().Text = "Redacted.";
        InputItems.Of([message])[0].ToJson().Should().Contain("Redacted.").And.NotContain("Secret.");

        message.Contents.OfType<TextContent>().Single().Text = "Secret.";
        message.Contents.Remove(message.Contents.OfType<FunctionCallContent>().Single());
        Types(message).Should().Equal("message");
    }

    [Fact]
    public void Raw_item_is_sent_as_it_is() => Sent(new ChatMessage(ChatRole.User, [new AIContent { RawRepresentation = OutputItem.FromJson(System.Text.Json.JsonElement.Parse("""{"type":"shell_call_output","call_id":"c"}"""u8)) }]))
        .Should().Equal("""{"type":"shell_call_output","call_id":"c"}""");

    private static IEnumerable<string> Types(ChatMessage message) => InputItems.Of([message]).Select(item => RecordedTurn.Text(item.Json, "type"));

    private static IEnumerable<string> Sent(params ChatMessage[] messages) => InputItems.Of(messages).Select(item => item.ToJson());
}
