using static AgenticApi.Tests.Support.ChatAnswers;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The finish reasons that servers send.</summary>
public class ChatFinishTests
{
    [Theory]
    [InlineData("stop", Ending.Completed, null)]
    [InlineData("STOP", Ending.Completed, null)]
    [InlineData("eos", Ending.Completed, null)]
    [InlineData("end_turn", Ending.Completed, null)]
    [InlineData("tool_calls", Ending.Completed, null)]
    [InlineData("tool_use", Ending.Completed, null)]
    [InlineData("function_call", Ending.Completed, null)]
    [InlineData("what nobody knows", Ending.Completed, null)]
    [InlineData("length", Ending.Incomplete, "max_output_tokens")]
    [InlineData("LENGTH", Ending.Incomplete, "max_output_tokens")]
    [InlineData("MAX_TOKENS", Ending.Incomplete, "max_output_tokens")]
    [InlineData("model_length", Ending.Incomplete, "max_output_tokens")]
    [InlineData("content_filter", Ending.Incomplete, "content_filter")]
    [InlineData("content_filter: PROHIBITED_CONTENT", Ending.Incomplete, "content_filter")]
    [InlineData("SAFETY", Ending.Incomplete, "content_filter")]
    [InlineData("abort", Ending.Incomplete, "cancelled")]
    [InlineData("error", Ending.Failed, null)]
    [InlineData("insufficient_system_resource", Ending.Failed, null)]
    [InlineData("function_call_filter: MALFORMED_FUNCTION_CALL", Ending.Failed, null)]
    public async Task Finish_reason_decides_the_ending(string reason, Ending ending, string? detail)
    {
        foreach (var emitted in (Emission[])
            [
                await Stream($$"""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"{{reason}}"}]}""", Done),
                Whole($$"""{"choices":[{"index":0,"message":{"content":"a"},"finish_reason":"{{reason}}"}]}"""),
            ])
        {
            (emitted.Folded.Ending, emitted.Response.IncompleteDetails?.Reason, emitted.Items.Single()).Should().Be((ending, detail, "text:a"));
            emitted.Response.Error?.Code.Should().Be("server_error");
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task Empty_finish_reason_is_ignored(string reason)
    {
        var chunk = $$"""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":{{reason}}}]}""";

        (await Stream(chunk)).Folded.Ending.Should().Be(Ending.Failed);
        (await Stream(chunk, Done)).Folded.Ending.Should().Be(Ending.Completed);
        (await Stream("""{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}""", chunk, Done)).Folded.Ending.Should().Be(Ending.Incomplete);
    }
}
